package io.twinhub.domain.route;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventSource;
import java.util.regex.Pattern;

/**
 * Sends the events of one source to the event log, if a condition holds for them.
 *
 * @param name 1 to {@value #NAME_LENGTH_MAX} letters, digits, hyphens, full stops and underscores
 * @param source which events
 * @param condition a condition in the query language; {@value #ALWAYS} for all events
 * @param enabled whether it is in use
 */
public record Route(String name, EventSource source, String condition, boolean enabled) {
  /** The only endpoint of a route here: the event log. */
  public static final String ENDPOINT = "events";

  /** The condition that holds for all events. */
  public static final String ALWAYS = "true";

  /** The longest name, in characters. Source: Azure's page on creating routes. */
  public static final int NAME_LENGTH_MAX = 64;

  /** The most routes of a hub. Source: Azure's page on quotas. */
  public static final int ROUTES_MAX = 100;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-._]{1," + NAME_LENGTH_MAX + "}");

  /**
   * Accepts a valid route.
   *
   * @throws HubException with {@link RouteError#invalidName}
   */
  public Route {
    if (!NAME.matcher(name).matches()) {
      throw new HubException(RouteError.invalidName(name));
    }
    condition = condition.isBlank() ? ALWAYS : condition.strip();
  }
}
