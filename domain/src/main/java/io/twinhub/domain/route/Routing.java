package io.twinhub.domain.route;

import io.twinhub.domain.error.HubException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a hub routes events. No two names of routes, and no two keys of enrichments, differ only in case.
 *
 * @param routes the routes, in the order of their creation
 * @param fallback whether telemetry that matches no route still goes to the event log
 * @param enrichments what is added to each event
 */
public record Routing(List<Route> routes, boolean fallback, List<Enrichment> enrichments) {
  /** The routing of a new hub: only telemetry goes to the event log. */
  public static final Routing INITIAL = new Routing(List.of(), true, List.of());

  /**
   * Accepts valid lists.
   *
   * @throws HubException with {@link RouteError#tooMany} or {@link RouteError#exists}
   */
  public Routing {
    routes = List.copyOf(routes);
    enrichments = List.copyOf(enrichments);
    requireSome("routes", routes.size(), Route.ROUTES_MAX);
    requireSome("enrichments", enrichments.size(), Enrichment.ENRICHMENTS_MAX);
    requireDistinct("a route", routes, Route::name);
    requireDistinct("an enrichment", enrichments, Enrichment::key);
  }

  private static void requireSome(String what, int count, int max) {
    if (count > max) {
      throw new HubException(RouteError.tooMany(what, max));
    }
  }

  private static <T> void requireDistinct(String what, List<T> all, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    for (T one : all) {
      if (!seen.add(name.apply(one).toLowerCase(Locale.ROOT))) {
        throw new HubException(RouteError.exists(what, name.apply(one)));
      }
    }
  }

  /** The route with this name, in any case. */
  public Optional<Route> find(String name) {
    return routes.stream().filter(route -> route.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The enrichment with this key, in any case. */
  public Optional<Enrichment> findEnrichment(String key) {
    return enrichments.stream().filter(one -> one.key().equalsIgnoreCase(key)).findFirst();
  }

  /** The same with this route, which is added or replaces the one of its name. */
  public Routing with(Route route) {
    return new Routing(replaced(routes, route, find(route.name())), fallback, enrichments);
  }

  /** The same with this enrichment, which is added or replaces the one with its key. */
  public Routing with(Enrichment enrichment) {
    return new Routing(
        routes, fallback, replaced(enrichments, enrichment, findEnrichment(enrichment.key())));
  }

  private static <T> List<T> replaced(List<T> all, T next, Optional<T> present) {
    List<T> result = new ArrayList<>(all);
    if (present.isPresent()) {
      result.set(result.indexOf(present.get()), next);
    } else {
      result.add(next);
    }
    return result;
  }

  /**
   * The same without a route.
   *
   * @throws HubException with {@link RouteError#notFound}
   */
  public Routing without(String name) {
    Route route =
        find(name).orElseThrow(() -> new HubException(RouteError.notFound("route", name)));
    return new Routing(
        routes.stream().filter(one -> !one.equals(route)).toList(), fallback, enrichments);
  }

  /**
   * The same without an enrichment.
   *
   * @throws HubException with {@link RouteError#notFound}
   */
  public Routing withoutEnrichment(String key) {
    Enrichment enrichment = findEnrichment(key)
        .orElseThrow(() -> new HubException(RouteError.notFound("enrichment", key)));
    return new Routing(
        routes,
        fallback,
        enrichments.stream().filter(one -> !one.equals(enrichment)).toList());
  }

  /** The same with the fallback on or off. */
  public Routing fallback(boolean enabled) {
    return new Routing(routes, enabled, enrichments);
  }
}
