package io.twinhub.azure.wire;

import io.twinhub.domain.message.event.SystemProperty;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of system properties in a bag of properties, as devices on MQTT write them. Source: Azure's page on MQTT support. */
public final class BagKeys {
  /** What tells a system property from one of the sender's own. */
  public static final String PREFIX = "$.";

  private static final Map<SystemProperty, String> KEYS = new EnumMap<>(Map.ofEntries(
      Map.entry(SystemProperty.MESSAGE_ID, "$.mid"),
      Map.entry(SystemProperty.CORRELATION_ID, "$.cid"),
      Map.entry(SystemProperty.USER_ID, "$.uid"),
      Map.entry(SystemProperty.TO, "$.to"),
      Map.entry(SystemProperty.CONTENT_TYPE, "$.ct"),
      Map.entry(SystemProperty.CONTENT_ENCODING, "$.ce"),
      Map.entry(SystemProperty.EXPIRY, "$.exp"),
      Map.entry(SystemProperty.CREATION_TIME, "$.ctime"),
      Map.entry(SystemProperty.SCHEMA, "$.schema"),
      Map.entry(SystemProperty.COMPONENT, "$.sub"),
      Map.entry(SystemProperty.INTERFACE_ID, "$.ifid")));

  private BagKeys() {}

  /** The name of a property. */
  public static String of(SystemProperty property) {
    return KEYS.getOrDefault(property, PREFIX + property.documentName());
  }

  /** The property of a name. */
  public static Optional<SystemProperty> find(String key) {
    return Arrays.stream(SystemProperty.values())
        .filter(property -> of(property).equals(key))
        .findFirst();
  }

  /** All names. */
  public static List<String> all() {
    return List.copyOf(KEYS.values());
  }
}
