package io.twinhub.bootstrap.live;

import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.azure.events.NewEvents;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.local.engine.hub.LocalHub;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** Where happenings come from. */
public interface HappeningSource {

  /**
   * Tells {@code taker} of everything from now on. The order is kept within each twin, and within the journal.
   *
   * @param taker called on threads of the hub, several at once; must return at once
   * @throws HubException if the hub's events cannot be read
   */
  Subscription listen(Consumer<Happening> taker);

  /** A hub in this process, which tells everything. */
  static HappeningSource of(LocalHub hub) {
    return taker -> {
      Deque<Subscription> opened = new ArrayDeque<>();
      opened.push(hub.follow(change -> ChangeHappening.of(change).ifPresent(taker)));
      opened.push(hub.operations().follow(entry -> taker.accept(operation(entry))));
      opened.push(
          NewEvents.follow(hub.events(), event -> taker.accept(MessageHappening.of(event))));
      return () -> opened.forEach(Subscription::close);
    };
  }

  /** Any hub, by its events: what its routes send to the built-in endpoint. */
  static HappeningSource of(EventLog log) {
    return taker -> NewEvents.follow(log, event -> {
      MessageHappening.reported(event).ifPresent(taker);
      taker.accept(MessageHappening.of(event));
    });
  }

  private static Happening operation(JournalEntry entry) {
    return new Happening(
        Happening.Kind.OPERATION,
        entry.operation().target(),
        Optional.empty(),
        () -> JournalDocument.of(entry),
        0);
  }
}
