package io.twinhub.local.frontend.telemetry;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.domain.message.event.SystemProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A device's message as it is read from the wire, one property after the other. The same message becomes the
 * same event in every protocol.
 */
public final class IncomingMessage {
  /** The application property that distinguishes a will from other messages. Source: Azure's page on MQTT. */
  public static final String MESSAGE_TYPE = "iothub-MessageType";

  /** The application property that names the output of a module. */
  public static final String OUTPUT = "iothub-outputname";

  /** System properties that two protocols carry as application properties, and the third separately. */
  private static final Map<String, SystemProperty> RESERVED = Map.of(
      "iothub-creation-time-utc", SystemProperty.CREATION_TIME,
      "iothub-message-schema", SystemProperty.SCHEMA);

  /** Names that only the hub may set; Java's client sends its own id in each message. */
  private static final Set<String> OF_THE_HUB = Set.of(
      "iothub-connection-device-id",
      "iothub-connection-module-id",
      "iothub-connection-auth-method",
      "iothub-connection-auth-generation-id",
      "iothub-enqueuedtime",
      "iothub-message-source");

  /** The address of all telemetry: only Node's AMQP client and .NET's HTTPS client send it. */
  private static final Pattern OWN_ADDRESS = Pattern.compile("/?devices/[^?]+/messages/events/?");

  private static final char REPLACEMENT = '\uFFFD';

  private final Map<SystemProperty, String> system = new EnumMap<>(SystemProperty.class);
  private final Map<String, String> properties = new LinkedHashMap<>();

  /**
   * Adds a system property; an empty one is ignored.
   *
   * @param name the name as the sender wrote it, for the error
   * @throws HubException if it occurs twice, or is not valid text
   */
  public void system(SystemProperty property, String name, String value) {
    requireText(name, value);
    boolean saysNothing = value.isEmpty()
        || (property == SystemProperty.TO && OWN_ADDRESS.matcher(value).matches());
    if (!saysNothing && system.put(property, canonical(property, value)) != null) {
      throw new HubException(EventError.propertyTwice(name));
    }
  }

  /** AMQP has times, the other protocols several text forms; text that is not a time is unchanged. */
  private static String canonical(SystemProperty property, String value) {
    if (property != SystemProperty.EXPIRY) {
      return value;
    }
    try {
      return Instant.parse(value).toString();
    } catch (DateTimeException otherForm) {
      return value;
    }
  }

  /**
   * Adds an application property, unless its name is one that only the hub uses.
   *
   * @throws HubException if it occurs twice, has an invalid name, or is not valid text
   */
  public void application(String name, String value) {
    requireText(name, value);
    requireText(name, name);
    if (name.isEmpty() || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new HubException(EventError.invalidPropertyName(name));
    }
    Optional<SystemProperty> reserved = Optional.ofNullable(RESERVED.get(name));
    if (reserved.isPresent()) {
      system(reserved.get(), name, value);
    } else if (!OF_THE_HUB.contains(name) && properties.putIfAbsent(name, value) != null) {
      throw new HubException(EventError.propertyTwice(name));
    }
  }

  private static void requireText(String name, String text) {
    boolean broken = text.indexOf(REPLACEMENT) >= 0
        || text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    if (broken) {
      throw new HubException(EventError.invalidText(name));
    }
  }

  /**
   * The complete message.
   *
   * @throws HubException if it is larger than {@link EventLimits#MESSAGE_BYTES_MAX}
   */
  public DeviceMessage with(Bytes body) {
    DeviceMessage message = new DeviceMessage(body, system, properties);
    message.requireSize();
    return message;
  }
}
