package io.twinhub.domain.message.event;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message of a device or module to the cloud: telemetry.
 *
 * @param body anything, also nothing
 * @param system what the service knows the meaning of; what was not sent is missing
 * @param properties the sender's own, in its order
 */
public record DeviceMessage(
    Bytes body, Map<SystemProperty, String> system, Map<String, String> properties) {

  /** Copies the properties. */
  public DeviceMessage {
    system = system.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(system));
    properties = properties.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /**
   * Passes silently if a device may send a message of this size. Events of the hub itself may be larger.
   *
   * @throws HubException with {@link EventError#tooLarge}
   */
  public void requireSize() {
    if (size() > EventLimits.MESSAGE_BYTES_MAX) {
      throw new HubException(EventError.tooLarge(size()));
    }
  }

  /** How long a text is in UTF-8; it is asked for often, so nothing is encoded. */
  private static long bytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        // The two halves of a pair have two bytes each.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  /** A message that has a body and nothing else. */
  public static DeviceMessage of(Bytes body) {
    return new DeviceMessage(body, Map.of(), Map.of());
  }

  /** A message with a body of JSON text, told as that. */
  public static DeviceMessage ofJson(String text) {
    return new DeviceMessage(
        Bytes.ofText(text),
        Map.of(
            SystemProperty.CONTENT_TYPE, "application/json",
            SystemProperty.CONTENT_ENCODING, "utf-8"),
        Map.of());
  }

  /** The same with one more application property. */
  public DeviceMessage with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(name, value);
    return new DeviceMessage(body, system, more);
  }

  /** The same with one more system property. */
  public DeviceMessage with(SystemProperty property, String value) {
    Map<SystemProperty, String> more = new EnumMap<>(SystemProperty.class);
    more.putAll(system);
    more.put(property, value);
    return new DeviceMessage(body, more, properties);
  }

  /** A system property. */
  public Optional<String> find(SystemProperty property) {
    return Optional.ofNullable(system.get(property));
  }

  /** Its size as the limit counts: body, system properties, names and values of application properties. */
  public long size() {
    long size = body.size();
    for (String value : system.values()) {
      size += bytes(value);
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      size += bytes(property.getKey()) + bytes(property.getValue());
    }
    return size;
  }
}
