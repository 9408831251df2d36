package io.twinhub.local.frontend.telemetry;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.SystemProperty;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of properties in headers, and in the items of batches, over HTTPS. Their case is ignored, as in
 * all headers, except in the names of application properties.
 */
public final class HeaderNames {
  private static final String APPLICATION_PREFIX = "iothub-app-";

  private static final Map<String, SystemProperty> SYSTEM = Map.ofEntries(
      Map.entry("iothub-messageid", SystemProperty.MESSAGE_ID),
      Map.entry("iothub-correlationid", SystemProperty.CORRELATION_ID),
      Map.entry("iothub-userid", SystemProperty.USER_ID),
      Map.entry("iothub-to", SystemProperty.TO),
      Map.entry("iothub-contenttype", SystemProperty.CONTENT_TYPE),
      Map.entry("iothub-contentencoding", SystemProperty.CONTENT_ENCODING),
      Map.entry("iothub-expiry", SystemProperty.EXPIRY),
      Map.entry("iothub-creationtimeutc", SystemProperty.CREATION_TIME),
      Map.entry("iothub-messageschema", SystemProperty.SCHEMA),
      Map.entry("dt-subject", SystemProperty.COMPONENT),
      Map.entry("iothub-interface-id", SystemProperty.INTERFACE_ID));

  private HeaderNames() {}

  /**
   * Adds a property to a message; headers with other names are not properties and are ignored.
   *
   * @throws HubException if the message may not have it
   */
  public static void add(IncomingMessage message, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    Optional<SystemProperty> known = Optional.ofNullable(SYSTEM.get(lower));
    if (known.isPresent()) {
      message.system(known.get(), name, value);
    } else if (lower.startsWith(APPLICATION_PREFIX)) {
      message.application(name.substring(APPLICATION_PREFIX.length()), value);
    }
  }
}
