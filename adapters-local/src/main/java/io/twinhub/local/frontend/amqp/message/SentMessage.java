package io.twinhub.local.frontend.amqp.message;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.CloudMessage.SystemProperties;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageError;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A message to a device as a back end sends it. */
final class SentMessage {
  /** The application property that says which feedback the sender wants. */
  static final String ACK = "iothub-ack";

  private SentMessage() {}

  /**
   * Reads a message.
   *
   * @throws HubException if it is not valid
   */
  static CloudMessage read(AmqpMessage message) {
    Map<String, String> properties = new LinkedHashMap<>();
    message
        .properties()
        .forEach((name, value) -> properties.put(name, PropertyText.ofProperty(name, value)));
    Optional<MessageAck> ack = Optional.ofNullable(properties.remove(ACK)).map(MessageAck::parse);
    SystemProperties system = new SystemProperties(
        message.messageId().map(id -> PropertyText.of("message id", id)),
        message.correlationId().map(id -> PropertyText.of("correlation id", id)),
        message.userId().map(Bytes::of),
        message.contentType(),
        message.contentEncoding(),
        message.expiry(),
        ack);
    String to = message.to().orElseThrow(() -> new HubException(MessageError.invalidTarget("")));
    return new CloudMessage(to, system, properties, Bytes.of(message.body()));
  }
}
