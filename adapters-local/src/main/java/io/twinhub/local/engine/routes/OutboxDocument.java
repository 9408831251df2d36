package io.twinhub.local.engine.routes;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.local.engine.events.EventDocument;
import io.twinhub.local.engine.journal.MessageRow;
import java.nio.charset.StandardCharsets;

/** Events of the hub as its journal keeps them until the log has them: JSON, with the body as text. */
final class OutboxDocument {
  private static final String EVENT = "event";
  private static final String BODY = "body";

  private OutboxDocument() {}

  static MessageRow row(long number, EventOrigin origin, DeviceMessage message) {
    JsonObject document = JsonObject.builder()
        .put(EVENT, EventDocument.of(origin, message))
        .put(BODY, new String(message.body().toArray(), StandardCharsets.UTF_8))
        .build();
    return new MessageRow(number, MessageRow.EVENTS, Bytes.of(JsonWriter.bytes(document)));
  }

  static EventOrigin origin(MessageRow row) {
    return EventDocument.origin(event(row));
  }

  static DeviceMessage message(MessageRow row) {
    byte[] body = members(row).text(BODY).orElse("").getBytes(StandardCharsets.UTF_8);
    return EventDocument.message(event(row), body);
  }

  private static String event(MessageRow row) {
    Members members = members(row);
    return members.text(EVENT).orElseThrow(() -> members.invalid(EVENT, "is missing"));
  }

  private static Members members(MessageRow row) {
    return Members.exactly("", JsonText.parseObject(row.document().toArray()));
  }
}
