package io.twinhub.local.frontend.mqtt.topic;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.local.frontend.wire.Percent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The topic of a cloud-to-device message: {@code devices/{id}[/modules/{mid}]/messages/devicebound/} followed
 * by its properties, {@code name=value} joined by {@code &}. The Java client reads properties only from the
 * first {@code %24} on, so system properties come first. It drops the connection at a property without a
 * value, so those are left out.
 */
public final class MessageTopic {
  /** The longest text that a packet can hold, in bytes of UTF-8. Source: MQTT 3.1.1, section 1.5.3. */
  public static final int LENGTH_MAX = 65_535;

  /** .NET's client reads exactly seven digits of a second's fraction. */
  private static final DateTimeFormatter EXPIRY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT);

  private MessageTopic() {}

  /** The topic of a {@code message} to {@code own}; empty if it is too long for MQTT. */
  public static Optional<String> of(TwinAddress own, CloudMessage message) {
    CloudMessage.SystemProperties system = message.system();
    Bag bag = new Bag(path(own));
    bag.put("$.mid", system.messageId());
    bag.put("$.exp", system.expiry().map(MessageTopic::text));
    bag.put("$.to", Optional.of(message.to()));
    system.userId().ifPresent(id -> bag.putEncoded("$.uid", Percent.encode(id.toArray())));
    bag.put("$.cid", system.correlationId());
    bag.put("$.ct", system.contentType());
    bag.put("$.ce", system.contentEncoding());
    bag.put("iothub-ack", system.ack().map(MessageAck::azureName));
    message.properties().forEach((name, value) -> bag.put(name, Optional.of(value)));
    return Optional.of(bag.text()).filter(text -> text.length() <= LENGTH_MAX);
  }

  private static String path(TwinAddress own) {
    return "devices/"
        + TopicName.lawful(own.deviceId().value())
        + own.moduleId().map(id -> "/modules/" + TopicName.lawful(id.value())).orElse("")
        + "/messages/devicebound/";
  }

  private static String text(Instant time) {
    return EXPIRY.format(time.atOffset(ZoneOffset.UTC));
  }

  /** The properties after the path. */
  private static final class Bag {
    private final StringJoiner text;

    Bag(String path) {
      text = new StringJoiner("&", path, "");
    }

    void put(String name, Optional<String> value) {
      value.ifPresent(given -> putEncoded(name, Percent.encode(given)));
    }

    void putEncoded(String name, String value) {
      if (!value.isEmpty()) {
        text.add(Percent.encode(name) + "=" + value);
      }
    }

    String text() {
      return text.toString();
    }
  }
}
