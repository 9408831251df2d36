package io.twinhub.bootstrap.admin;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.out.MessageRouting;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.RoutingDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.route.Enrichment;
import io.twinhub.domain.route.Route;
import io.twinhub.domain.route.RouteError;
import java.util.function.Function;

/**
 * Routes and enrichments for the hub's operator: {@code GET /routes}, {@code POST /routes} with a route,
 * {@code GET}, {@code PUT} and {@code DELETE /routes/NAME}, {@code GET} and {@code PUT /routes/$fallback}
 * with {@code {"isEnabled"}}, and the same below {@code /enrichments}.
 */
public final class RouteRequests implements AdminSection {
  static final String ROUTES = "/routes";
  static final String ENRICHMENTS = "/enrichments";

  private static final String FALLBACK = "$fallback";

  private final MessageRouting routing;

  /** Answers for the hub of {@code routing}. */
  public RouteRequests(MessageRouting routing) {
    this.routing = routing;
  }

  @Override
  public boolean serves(String path) {
    return AdminSection.isBelow(path, ROUTES) || AdminSection.isBelow(path, ENRICHMENTS);
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    if (request.path().equals(ROUTES)) {
      return routes(request);
    }
    if (request.path().equals(ENRICHMENTS)) {
      return enrichments(request);
    }
    boolean route = AdminSection.isBelow(request.path(), ROUTES);
    String name = request.path().substring((route ? ROUTES : ENRICHMENTS).length() + 1);
    if (!route) {
      return enrichment(request, name);
    }
    return name.equals(FALLBACK) ? fallback(request) : route(request, name);
  }

  private AdminAnswer routes(AdminRequest request) {
    return switch (request.method()) {
      case "GET" -> AdminAnswer.json(JsonArray.of(routing.current().routes(), RoutingDocument::of));
      case "POST" -> created(RoutingDocument.route(body(request)));
      default -> AdminAnswer.text(405, ROUTES + " accepts GET and POST");
    };
  }

  private AdminAnswer created(Route route) {
    routing.change(now -> {
      now.find(route.name()).ifPresent(present -> refuse("a route", present, Route::name));
      return now.with(route);
    });
    return AdminAnswer.json(RoutingDocument.of(route));
  }

  private static <T> void refuse(String what, T present, Function<T, String> name) {
    throw new HubException(RouteError.exists(what, name.apply(present)));
  }

  private AdminAnswer route(AdminRequest request, String name) {
    return switch (request.method()) {
      case "GET" -> AdminAnswer.json(RoutingDocument.of(found(name)));
      case "PUT" -> replaced(found(name), RoutingDocument.route(body(request)));
      case "DELETE" -> {
        routing.change(now -> now.without(name));
        yield AdminAnswer.nothing();
      }
      default -> AdminAnswer.text(405, "a route accepts GET, PUT and DELETE");
    };
  }

  private AdminAnswer replaced(Route before, Route after) {
    routing.change(now -> after.name().equalsIgnoreCase(before.name())
        ? now.with(after)
        : now.without(before.name()).with(after));
    return AdminAnswer.json(RoutingDocument.of(after));
  }

  private Route found(String name) {
    return routing
        .current()
        .find(name)
        .orElseThrow(() -> new HubException(RouteError.notFound("route", name)));
  }

  private AdminAnswer fallback(AdminRequest request) {
    if (request.method().equals("PUT")) {
      boolean enabled = RoutingDocument.enabled(body(request));
      routing.change(now -> now.fallback(enabled));
    } else if (!request.method().equals("GET")) {
      return AdminAnswer.text(405, "the fallback route accepts GET and PUT");
    }
    return AdminAnswer.json(RoutingDocument.fallback(routing.current()));
  }

  private AdminAnswer enrichments(AdminRequest request) {
    if (request.method().equals("GET")) {
      return AdminAnswer.json(JsonArray.of(routing.current().enrichments(), RoutingDocument::of));
    }
    if (!request.method().equals("POST")) {
      return AdminAnswer.text(405, ENRICHMENTS + " accepts GET and POST");
    }
    Enrichment enrichment = RoutingDocument.enrichment(body(request));
    routing.change(now -> {
      now.findEnrichment(enrichment.key())
          .ifPresent(present -> refuse("an enrichment", present, Enrichment::key));
      return now.with(enrichment);
    });
    return AdminAnswer.json(RoutingDocument.of(enrichment));
  }

  private AdminAnswer enrichment(AdminRequest request, String key) {
    if (request.method().equals("DELETE")) {
      routing.change(now -> now.withoutEnrichment(key));
      return AdminAnswer.nothing();
    }
    Enrichment present = routing
        .current()
        .findEnrichment(key)
        .orElseThrow(() -> new HubException(RouteError.notFound("enrichment", key)));
    if (request.method().equals("GET")) {
      return AdminAnswer.json(RoutingDocument.of(present));
    }
    if (!request.method().equals("PUT")) {
      return AdminAnswer.text(405, "an enrichment accepts GET, PUT and DELETE");
    }
    Enrichment next = RoutingDocument.enrichment(body(request));
    routing.change(now -> now.withoutEnrichment(key).with(next));
    return AdminAnswer.json(RoutingDocument.of(next));
  }

  private static Members body(AdminRequest request) {
    return Members.exactly("", JsonText.parseObject(request.body()));
  }
}
