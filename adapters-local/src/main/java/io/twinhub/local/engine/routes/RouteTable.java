package io.twinhub.local.engine.routes;

import io.twinhub.application.port.out.MessageRouting;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.route.Enrichment;
import io.twinhub.domain.route.Route;
import io.twinhub.domain.route.RouteError;
import io.twinhub.domain.route.Routing;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.EventCondition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The routes of a hub, compiled. Safe to use from any thread; a change applies to later events. */
public final class RouteTable implements MessageRouting {
  /** The name of a hub that was not given one. */
  public static final String HUB_NAME_DEFAULT = "twinhub";

  private final String hubName;
  private final Consumer<Routing> saving;
  private volatile Compiled compiled;

  /**
   * Creates a table that begins with {@code routing}.
   *
   * @param hubName the name of the hub, which events carry
   * @param saving saves each later routing before it takes effect
   */
  public RouteTable(String hubName, Routing routing, Consumer<Routing> saving) {
    this.hubName = hubName;
    this.saving = saving;
    this.compiled = Compiled.of(routing);
  }

  /** The routes of a new hub, which last as long as the hub. */
  public static RouteTable initial(String hubName) {
    return new RouteTable(hubName, Routing.INITIAL, routing -> {});
  }

  /** The name of the hub. */
  String hubName() {
    return hubName;
  }

  @Override
  public Routing current() {
    return compiled.routing;
  }

  @Override
  public synchronized Routing change(UnaryOperator<Routing> change) {
    Compiled next = Compiled.of(change.apply(compiled.routing));
    saving.accept(next.routing);
    compiled = next;
    return next.routing;
  }

  /** Whether any event of this source may reach the log. */
  boolean mayTake(EventSource source) {
    Compiled now = compiled;
    return !now.of(source).isEmpty() || isFallback(now, source);
  }

  private static boolean isFallback(Compiled now, EventSource source) {
    return source == EventSource.TELEMETRY && now.routing.fallback();
  }

  /**
   * The event as it reaches the log; empty if no route takes it.
   *
   * @param twin supplies the twin that the event belongs to
   */
  public Optional<DeviceMessage> take(
      EventOrigin origin, DeviceMessage message, Supplier<Optional<Twin>> twin) {
    Compiled now = compiled;
    if (!isFallback(now, origin.source())) {
      EventRow row = new EventRow(origin, message, twin);
      if (now.of(origin.source()).stream().noneMatch(condition -> condition.holds(row))) {
        return Optional.empty();
      }
    }
    DeviceMessage enriched = message;
    for (Enrichment enrichment : now.routing.enrichments()) {
      enriched = enriched.with(enrichment.key(), Enriching.value(enrichment, twin, hubName));
    }
    return Optional.of(enriched);
  }

  private record Compiled(Routing routing, Map<EventSource, List<EventCondition>> conditions) {
    static Compiled of(Routing routing) {
      Map<EventSource, List<EventCondition>> conditions = new EnumMap<>(EventSource.class);
      for (Route route : routing.routes()) {
        EventCondition condition = condition(route);
        if (route.enabled()) {
          conditions
              .computeIfAbsent(route.source(), source -> new ArrayList<>())
              .add(condition);
        }
      }
      return new Compiled(routing, conditions);
    }

    private static EventCondition condition(Route route) {
      try {
        return EventCondition.of(route.condition());
      } catch (HubException refusal) {
        throw refusal.error() instanceof QueryError.Invalid invalid
            ? new HubException(RouteError.invalidCondition(route.name(), invalid.problems()))
            : refusal;
      }
    }

    List<EventCondition> of(EventSource source) {
      return conditions.getOrDefault(source, List.of());
    }
  }
}
