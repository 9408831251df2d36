package io.twinhub.local.engine.hub;

import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.events.EventStore;
import io.twinhub.local.engine.events.LocalEventLog;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.TransientJournal;
import io.twinhub.local.engine.routes.RouteTable;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where a hub keeps what it holds. It is closed with the hub, and also if the hub does not start.
 *
 * @param journal keeps twins, identities and messages to devices
 * @param events keeps events; empty to keep them in memory
 * @param partitions how many partitions of events there are
 * @param retention how many events are kept
 * @param routes which events are kept
 */
public record HubStorage(
    Journal journal,
    Optional<EventStore> events,
    int partitions,
    Retention retention,
    RouteTable routes) {

  /** Storage that is forgotten when the hub is closed. */
  public static HubStorage inMemory() {
    return of(new TransientJournal());
  }

  /** A journal; events are kept in memory. */
  public static HubStorage of(Journal journal) {
    return new HubStorage(
        journal,
        Optional.empty(),
        EventLimits.PARTITIONS_DEFAULT,
        Retention.IN_MEMORY,
        RouteTable.initial(RouteTable.HUB_NAME_DEFAULT));
  }

  /** Opens the event log; if that fails, everything is closed. */
  LocalEventLog log(HubSources sources) {
    InstantSource clock = sources.clock();
    try {
      return events
          .map(store -> LocalEventLog.over(store, retention, clock))
          .orElseGet(() -> LocalEventLog.inMemory(partitions, retention, clock));
    } catch (RuntimeException failure) {
      sources.alarms().close();
      close();
      throw failure;
    }
  }

  void close() {
    journal.close();
    events.ifPresent(EventStore::close);
  }
}
