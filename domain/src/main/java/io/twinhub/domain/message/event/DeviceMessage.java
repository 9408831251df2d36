package io.twinhub.domain.message.event;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message from a device or module to the cloud: telemetry.
 *
 * @param body any bytes, or none
 * @param system the properties whose meaning the service knows; those that were not sent are missing
 * @param properties the application properties, in the sender's order
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
   * Passes silently if a device may send a message of this size. The hub's own events may be larger.
   *
   * @throws HubException with {@link EventError#tooLarge}
   */
  public void requireSize() {
    if (size() > EventLimits.MESSAGE_BYTES_MAX) {
      throw new HubException(EventError.tooLarge(size()));
    }
  }

  /** The length of a text in UTF-8. It is needed often, so it is computed without encoding the text. */
  private static long bytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        // Each half of a surrogate pair counts for two bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  /** A message that has only a body. */
  public static DeviceMessage of(Bytes body) {
    return new DeviceMessage(body, Map.of(), Map.of());
  }

  /** A message with a body of JSON text, and system properties that say so. */
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

  /**
   * Its size as counted for the limit: body, system properties, and names and values of application
   * properties.
   */
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
