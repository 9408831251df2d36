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

/** Events of the hub as its journal keeps them until they are in the log: JSON, with JSON bodies. */
final class OutboxDocument {
  private static final String EVENT = "event";
  private static final String BODY = "body";

  private OutboxDocument() {}

  /** A row for an event; {@code event} is what {@link EventDocument} writes of it. */
  static MessageRow row(long number, String event, DeviceMessage message) {
    // Both parts are JSON texts already.
    String document = "{\"%s\":".formatted(EVENT)
        + event
        + ",\"%s\":".formatted(BODY)
        + new String(message.body().toArray(), StandardCharsets.UTF_8)
        + "}";
    return new MessageRow(number, MessageRow.EVENTS, Bytes.ofText(document));
  }

  static EventOrigin origin(MessageRow row) {
    return EventDocument.origin(event(row));
  }

  static DeviceMessage message(MessageRow row) {
    return EventDocument.message(event(row), JsonWriter.bytes(part(row, BODY)));
  }

  /** The event as {@link EventDocument} writes it. */
  static String event(MessageRow row) {
    return new String(JsonWriter.bytes(part(row, EVENT)), StandardCharsets.UTF_8);
  }

  private static JsonObject part(MessageRow row, String name) {
    return Members.exactly("", JsonText.parseObject(row.document().toArray()))
        .inner(name)
        .object();
  }
}
