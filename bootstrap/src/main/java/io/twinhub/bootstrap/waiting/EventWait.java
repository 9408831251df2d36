package io.twinhub.bootstrap.waiting;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.routes.EventFilter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Waits until the log of events has a certain one. Events that are in the log already count. */
public final class EventWait {
  /** How many of the last other events a failure shows. */
  static final int EVENTS_SHOWN_MAX = 5;

  private final LocalHub hub;
  private final String text;
  private final Predicate<HubEvent> condition;
  private final Optional<TwinAddress> origin;
  private final Duration limit;

  private EventWait(
      LocalHub hub,
      String text,
      Predicate<HubEvent> condition,
      Optional<TwinAddress> origin,
      Duration limit) {
    this.hub = hub;
    this.text = text;
    this.condition = condition;
    this.origin = origin;
    this.limit = limit;
  }

  /**
   * Waits for an event of any device.
   *
   * @param condition as routes have it, such as {@code level = 'high' AND $body.t > 20}
   * @throws IllegalArgumentException saying what is wrong with the condition
   */
  public static EventWait of(LocalHub hub, String condition) {
    try {
      Predicate<HubEvent> filter = EventFilter.of(condition, hub.twins()::find);
      return new EventWait(
          hub, "with " + condition, filter, Optional.empty(), HubWait.WITHIN_DEFAULT);
    } catch (HubException refusal) {
      throw new IllegalArgumentException(
          "'%s' is not a condition on events: %s"
              .formatted(condition, refusal.error().message()),
          refusal);
    }
  }

  /** The same with a condition in Java, asked on a thread of the hub or of a writer. */
  public static EventWait of(LocalHub hub, Predicate<HubEvent> condition) {
    return new EventWait(
        hub, "that meets the condition", condition, Optional.empty(), HubWait.WITHIN_DEFAULT);
  }

  EventWait of(TwinAddress address) {
    return new EventWait(hub, text, condition, Optional.of(address), limit);
  }

  EventWait within(Duration time) {
    return new EventWait(hub, text, condition, origin, time);
  }

  /** Waits. */
  public HubEvent get() {
    Waiting<HubEvent> waiting = new Waiting<>(wanted(), limit);
    Deque<HubEvent> others = new ArrayDeque<>();
    List<MessageFlow> flows = new ArrayList<>();
    try {
      for (int partition = 0; partition < hub.events().partitions(); partition++) {
        flows.add(read(partition, waiting.result(), others));
      }
      return waiting.get(first -> explained(first, others));
    } finally {
      flows.forEach(MessageFlow::close);
    }
  }

  private String wanted() {
    return "for an event %s%s"
        .formatted(origin.map(WaitText::name).map("of %s "::formatted).orElse(""), text);
  }

  private MessageFlow read(
      int partition, CompletableFuture<HubEvent> result, Deque<HubEvent> others) {
    MessageFlow flow = hub.events()
        .read(partition, new EventPosition.Earliest(), event -> look(event, result, others));
    flow.request(Integer.MAX_VALUE); // all: looking takes no time
    return flow;
  }

  private void look(HubEvent event, CompletableFuture<HubEvent> result, Deque<HubEvent> others) {
    if (origin.filter(wanted -> !wanted.equals(event.origin().address())).isPresent()) {
      return;
    }
    try {
      if (condition.test(event)) {
        result.complete(event);
      } else {
        note(event, others);
      }
    } catch (RuntimeException mistake) {
      result.completeExceptionally(mistake);
    }
  }

  private static void note(HubEvent event, Deque<HubEvent> others) {
    synchronized (others) {
      if (others.size() == EVENTS_SHOWN_MAX) {
        others.remove();
      }
      others.add(event);
    }
  }

  private String explained(String first, Deque<HubEvent> others) {
    StringBuilder story = new StringBuilder(first);
    synchronized (others) {
      story.append(
          others.isEmpty() ? "\n  the log has no other event" : "\n  the last others are:");
      others.forEach(event -> story.append("\n    ").append(shown(event)));
    }
    return origin
        .map(address -> new WaitText(hub, address).after(story.toString(), Optional.empty()))
        .orElse(story.toString());
  }

  private static String shown(HubEvent event) {
    return WaitText.cut("%s of %s, properties %s, body %s"
        .formatted(
            event.origin().source().azureName(),
            event.origin().address(),
            event.message().properties(),
            event.message().body().text()));
  }
}
