package io.twinhub.local.frontend.amqp.message;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.telemetry.IncomingMessage;
import io.twinhub.local.frontend.wire.UserIds;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A message to the cloud as a device sends it. */
final class TelemetryMessage {
  private static final String MESSAGE_ID = "message id";
  private static final String CORRELATION_ID = "correlation id";

  /** What the service knows among the message annotations. */
  private static final Map<String, SystemProperty> ANNOTATIONS = Map.of(
      "dt-subject", SystemProperty.COMPONENT,
      "iothub-interface-id", SystemProperty.INTERFACE_ID);

  private TelemetryMessage() {}

  /**
   * Reads a message.
   *
   * @throws HubException if it is not valid
   */
  static DeviceMessage read(AmqpMessage wire) {
    IncomingMessage message = new IncomingMessage();
    add(
        message,
        SystemProperty.MESSAGE_ID,
        MESSAGE_ID,
        wire.messageId().map(id -> PropertyText.of(MESSAGE_ID, id)));
    add(
        message,
        SystemProperty.CORRELATION_ID,
        CORRELATION_ID,
        wire.correlationId().map(id -> PropertyText.of(CORRELATION_ID, id)));
    add(
        message,
        SystemProperty.USER_ID,
        "user id",
        wire.userId().map(Bytes::of).map(UserIds::text));
    add(message, SystemProperty.TO, "to", wire.to());
    add(message, SystemProperty.CONTENT_TYPE, "content type", wire.contentType());
    add(message, SystemProperty.CONTENT_ENCODING, "content encoding", wire.contentEncoding());
    add(message, SystemProperty.EXPIRY, "expiry", wire.expiry().map(Instant::toString));
    ANNOTATIONS.forEach((name, property) -> add(message, property, name, wire.annotation(name)));
    wire.properties()
        .forEach((name, value) -> message.application(name, PropertyText.ofProperty(name, value)));
    return message.with(Bytes.of(wire.body()));
  }

  private static void add(
      IncomingMessage message, SystemProperty property, String name, Optional<String> value) {
    value.ifPresent(text -> message.system(property, name, text));
  }
}
