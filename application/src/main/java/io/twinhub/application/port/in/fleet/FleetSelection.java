package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.QueryText;
import java.util.Locale;

/**
 * Which devices a use case works on; their modules come with them.
 *
 * @param query a query whose rows have a {@code deviceId}
 */
public record FleetSelection(QueryText query) {
  private static final String ALL_DEVICES = "SELECT deviceId FROM devices";

  /** All devices. */
  public static final FleetSelection ALL = new FleetSelection(new QueryText(ALL_DEVICES));

  /**
   * The devices of a whole query, or those that meet a bare condition such as {@code tags.plant = 'x'}.
   *
   * @throws HubException if the text is blank or longer than queries may be
   */
  public static FleetSelection of(String text) {
    String stripped = text.strip();
    boolean whole = stripped.toLowerCase(Locale.ROOT).startsWith("select ");
    return new FleetSelection(
        new QueryText(whole || stripped.isEmpty() ? stripped : ALL_DEVICES + " WHERE " + stripped));
  }
}
