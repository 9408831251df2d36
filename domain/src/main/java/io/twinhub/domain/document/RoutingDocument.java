package io.twinhub.domain.document;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.route.Enrichment;
import io.twinhub.domain.route.Route;
import io.twinhub.domain.route.RouteError;
import io.twinhub.domain.route.Routing;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Routes and enrichments as Azure's management API spells them. */
public final class RoutingDocument {
  private static final String ROUTES = "routes";
  private static final String FALLBACK = "fallbackRoute";
  private static final String ENRICHMENTS = "enrichments";
  private static final String NAME = "name";
  private static final String SOURCE = "source";
  private static final String CONDITION = "condition";
  private static final String ENDPOINTS = "endpointNames";
  private static final String ENABLED = "isEnabled";
  private static final String KEY = "key";
  private static final String VALUE = "value";

  private RoutingDocument() {}

  /** The document of a whole routing. */
  public static JsonObject of(Routing routing) {
    return JsonObject.builder()
        .put(ROUTES, JsonArray.of(routing.routes(), RoutingDocument::of))
        .put(FALLBACK, fallback(routing))
        .put(ENRICHMENTS, JsonArray.of(routing.enrichments(), RoutingDocument::of))
        .build();
  }

  /** The route that takes telemetry that no other route takes. */
  public static JsonObject fallback(Routing routing) {
    return route("$fallback", EventSource.TELEMETRY, Route.ALWAYS, routing.fallback());
  }

  /** A route. */
  public static JsonObject of(Route route) {
    return route(route.name(), route.source(), route.condition(), route.enabled());
  }

  private static JsonObject route(
      String name, EventSource source, String condition, boolean enabled) {
    return JsonObject.builder()
        .put(NAME, name)
        .put(SOURCE, source.routeName())
        .put(CONDITION, condition)
        .put(ENDPOINTS, endpoints())
        .put(ENABLED, JsonBool.of(enabled))
        .build();
  }

  /** An enrichment. */
  public static JsonObject of(Enrichment enrichment) {
    return JsonObject.builder()
        .put(KEY, enrichment.key())
        .put(VALUE, enrichment.value())
        .put(ENDPOINTS, endpoints())
        .build();
  }

  private static JsonArray endpoints() {
    return JsonArray.of(List.of(Route.ENDPOINT), JsonString::new);
  }

  /**
   * The routing in a document; missing parts are as in a new hub.
   *
   * @throws HubException naming the member that is wrong
   */
  public static Routing routing(Members members) {
    members.requireKnown(Set.of(ROUTES, FALLBACK, ENRICHMENTS));
    return new Routing(
        members.objects(ROUTES).stream().map(RoutingDocument::route).toList(),
        members.object(FALLBACK).map(RoutingDocument::enabled).orElse(true),
        members.objects(ENRICHMENTS).stream().map(RoutingDocument::enrichment).toList());
  }

  /**
   * The route of a document; without a condition it takes all events, and it is enabled unless it says
   * otherwise.
   *
   * @throws HubException naming the member that is wrong
   */
  public static Route route(Members members) {
    members.requireKnown(Set.of(NAME, SOURCE, CONDITION, ENDPOINTS, ENABLED));
    requireEndpoint(members);
    return new Route(
        required(members, NAME),
        source(required(members, SOURCE)),
        members.text(CONDITION).orElse(Route.ALWAYS),
        enabled(members));
  }

  /**
   * The enrichment of a document.
   *
   * @throws HubException naming the member that is wrong
   */
  public static Enrichment enrichment(Members members) {
    members.requireKnown(Set.of(KEY, VALUE, ENDPOINTS));
    requireEndpoint(members);
    return new Enrichment(required(members, KEY), required(members, VALUE));
  }

  /** Whether a document says that it is enabled, which it is if it says nothing. */
  public static boolean enabled(Members members) {
    return members.find(ENABLED).isEmpty() || members.flag(ENABLED);
  }

  private static String required(Members members, String name) {
    return members.filledText(name).orElseThrow(() -> members.invalid(name, "is missing"));
  }

  private static void requireEndpoint(Members members) {
    members.texts(ENDPOINTS).stream()
        .filter(name -> !name.equals(Route.ENDPOINT))
        .findFirst()
        .ifPresent(name -> {
          throw new HubException(RouteError.unknownEndpoint(name));
        });
  }

  /**
   * The source of a name, in any case.
   *
   * @throws HubException with {@link RouteError#unknownSource}
   */
  public static EventSource source(String name) {
    return EventSource.ofRouteName(name)
        .orElseThrow(() -> new HubException(RouteError.unknownSource(
            name,
            Arrays.stream(EventSource.values())
                .map(EventSource::routeName)
                .collect(Collectors.joining(", ")))));
  }
}
