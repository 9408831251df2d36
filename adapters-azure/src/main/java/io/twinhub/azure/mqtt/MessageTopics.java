package io.twinhub.azure.mqtt;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageTarget;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The topics of messages to a device or module: a path, followed by the properties, {@code name=value}
 * joined by {@code &}; system properties begin with {@code $.}. Source: Azure's page on MQTT support.
 */
final class MessageTopics {
  private final TwinAddress own;

  /** The topics of {@code own}. */
  MessageTopics(TwinAddress own) {
    this.own = own;
  }

  String filter() {
    return path() + "#";
  }

  boolean isMessage(String topic) {
    return topic.startsWith(path());
  }

  private String path() {
    return "devices/"
        + own.deviceId()
        + own.moduleId().map(id -> "/modules/" + id).orElse("")
        + "/messages/devicebound/";
  }

  /**
   * The message that came under {@code topic}.
   *
   * @throws HubException if the message violates the rules for messages
   */
  CloudMessage message(String topic, byte[] body) {
    Map<String, String> properties = properties(topic.substring(path().length()));
    CloudMessage.Builder message = CloudMessage.to(
            Optional.ofNullable(properties.remove("$.to")).orElseGet(() -> MessageTarget.of(own)))
        .body(body);
    take(properties, "$.mid").ifPresent(message::messageId);
    take(properties, "$.cid").ifPresent(message::correlationId);
    take(properties, "$.uid").ifPresent(id -> message.userId(id.getBytes(StandardCharsets.UTF_8)));
    take(properties, "$.ct").ifPresent(message::contentType);
    take(properties, "$.ce").ifPresent(message::contentEncoding);
    take(properties, "$.exp").flatMap(MessageTopics::time).ifPresent(message::expiry);
    take(properties, "iothub-ack").map(MessageAck::parse).ifPresent(message::ack);
    properties.keySet().removeIf(name -> name.startsWith("$."));
    properties.forEach(message::property);
    return message.build();
  }

  private static Optional<String> take(Map<String, String> properties, String name) {
    return Optional.ofNullable(properties.remove(name)).filter(value -> !value.isEmpty());
  }

  /** Old hubs write 0 for no time. */
  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static Map<String, String> properties(String bag) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String property : bag.split("&", -1)) {
      int equals = property.indexOf('=');
      String name = decoded(equals < 0 ? property : property.substring(0, equals));
      if (!name.isEmpty()) {
        properties.put(name, equals < 0 ? "" : decoded(property.substring(equals + 1)));
      }
    }
    return properties;
  }

  /** In a topic a plus is literal; text that is not properly encoded is left unchanged. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
