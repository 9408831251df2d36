package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.message.CloudMessage.SystemProperties;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.local.frontend.wire.UserIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A cloud-to-device message as a response, with everything but the message's body in headers. */
final class MessageResponse {
  private static final String APPLICATION_PROPERTY = "iothub-app-";

  private MessageResponse() {}

  static Response of(QueuedMessage queued) {
    Map<String, String> headers = new LinkedHashMap<>();
    SystemProperties system = queued.message().system();
    put(headers, "iothub-messageid", system.messageId());
    put(headers, "iothub-to", Optional.of(queued.message().to()));
    put(headers, "iothub-correlationid", system.correlationId());
    put(headers, "iothub-userid", system.userId().map(UserIds::text));
    put(headers, "iothub-expiry", system.expiry().map(Instant::toEpochMilli).map(String::valueOf));
    put(headers, "iothub-ack", system.ack().map(MessageAck::azureName));
    put(headers, "iothub-enqueuedtime", Optional.of(HubTime.text(queued.enqueued())));
    put(headers, "iothub-deliverycount", Optional.of(queued.deliveryCount() + ""));
    put(headers, "iothub-sequencenumber", Optional.of(queued.sequence() + ""));
    put(headers, "iothub-contenttype", system.contentType());
    put(headers, "iothub-contentencoding", system.contentEncoding());
    queued
        .message()
        .properties()
        .forEach((name, value) -> put(headers, APPLICATION_PROPERTY + name, Optional.of(value)));
    Response response = Response.okBytes(queued.message().body().toArray())
        .withEtag(queued.token().toString());
    return response.with(headers);
  }

  /** Writes UTF-8 byte for byte, without surrounding blanks, which a header cannot hold. */
  private static void put(Map<String, String> headers, String name, Optional<String> value) {
    value
        .map(String::strip)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .ifPresent(utf8 -> headers.put(name, new String(utf8, StandardCharsets.ISO_8859_1)));
  }
}
