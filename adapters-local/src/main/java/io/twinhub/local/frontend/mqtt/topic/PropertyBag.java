package io.twinhub.local.frontend.mqtt.topic;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.local.frontend.telemetry.IncomingMessage;
import io.twinhub.local.frontend.wire.Percent;
import java.util.Map;
import java.util.Optional;

/**
 * The properties at the end of a telemetry topic: {@code name=value} joined by {@code &}, names and values
 * percent-encoded or not. Clients differ: some begin the properties with {@code ?} or {@code &}, some end
 * them with a slash, some encode the {@code $} of system names. A name without {@code =} has an empty value:
 * this is how .NET writes null.
 */
public final class PropertyBag {
  private static final String SYSTEM_PREFIX = "$.";
  private static final String OUTPUT = "$.on";

  /** The names that the service knows. Others that begin alike, such as the sender's own id, are dropped. */
  private static final Map<String, SystemProperty> SYSTEM = Map.ofEntries(
      Map.entry("$.mid", SystemProperty.MESSAGE_ID),
      Map.entry("$.cid", SystemProperty.CORRELATION_ID),
      Map.entry("$.uid", SystemProperty.USER_ID),
      Map.entry("$.to", SystemProperty.TO),
      Map.entry("$.ct", SystemProperty.CONTENT_TYPE),
      Map.entry("$.ce", SystemProperty.CONTENT_ENCODING),
      Map.entry("$.exp", SystemProperty.EXPIRY),
      Map.entry("$.ctime", SystemProperty.CREATION_TIME),
      Map.entry("$.schema", SystemProperty.SCHEMA),
      Map.entry("$.sub", SystemProperty.COMPONENT),
      Map.entry("$.ifid", SystemProperty.INTERFACE_ID));

  private PropertyBag() {}

  /**
   * Adds the properties of {@code bag} to a message.
   *
   * @throws HubException if the bag is malformed
   */
  public static void read(String bag, IncomingMessage message) {
    for (String property : within(bag).split("&", -1)) {
      if (!property.isEmpty()) {
        int equals = property.indexOf('=');
        String name = Percent.decode(equals < 0 ? property : property.substring(0, equals));
        add(name, equals < 0 ? "" : Percent.decode(property.substring(equals + 1)), message);
      }
    }
  }

  private static String within(String bag) {
    int begin = bag.startsWith("?") ? 1 : 0;
    int end = bag.endsWith("/") ? bag.length() - 1 : bag.length();
    return bag.substring(begin, Math.max(begin, end));
  }

  private static void add(String name, String value, IncomingMessage message) {
    Optional<SystemProperty> known = Optional.ofNullable(SYSTEM.get(name));
    if (known.isPresent()) {
      message.system(known.get(), name, value);
    } else if (name.equals(OUTPUT)) {
      message.application(IncomingMessage.OUTPUT, value);
    } else if (!name.startsWith(SYSTEM_PREFIX)) {
      message.application(name, value);
    }
  }
}
