package io.twinhub.local.engine.hub;

import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.events.EventStore;
import io.twinhub.local.engine.events.LocalEventLog;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.TransientJournal;
import io.twinhub.local.engine.routes.RouteTable;
import io.twinhub.local.engine.snapshot.FileShelf;
import io.twinhub.local.engine.snapshot.Snapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a hub keeps what it holds. It is closed with the hub, and also if the hub does not start.
 *
 * @param journal keeps twins, identities and messages to devices
 * @param events keeps events; empty to keep them in memory
 * @param partitions how many partitions of events there are
 * @param retention how many events are kept
 * @param routes which events are kept
 * @param configurationsEvery how often all twins get their configurations; empty if each gets them with the
 *     write that makes them matter
 */
public record HubStorage(
    Journal journal,
    Optional<EventStore> events,
    int partitions,
    Retention retention,
    RouteTable routes,
    Optional<Duration> configurationsEvery) {

  /** Storage of a hub that applies configurations at once. */
  public HubStorage(
      Journal journal,
      Optional<EventStore> events,
      int partitions,
      Retention retention,
      RouteTable routes) {
    this(journal, events, partitions, retention, routes, Optional.empty());
  }

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

  /** Opens the log; if that fails, closes itself and the alarms. */
  LocalEventLog log(HubSources sources) {
    try {
      return events
          .map(store -> LocalEventLog.over(store, retention, sources.clock()))
          .orElseGet(() -> LocalEventLog.inMemory(partitions, retention, sources.clock()));
    } catch (RuntimeException failure) {
      sources.alarms().close();
      close();
      throw failure;
    }
  }

  /** Where snapshots are kept: beside the journal, or in memory. */
  Snapshots.Shelf shelf(
      Replacing replacing, InstantSource clock, Supplier<Snapshots.Shelf> inMemory) {
    return journal
        .snapshots()
        .<Snapshots.Shelf>map(folder -> new FileShelf(replacing, folder, clock))
        .orElseGet(inMemory);
  }

  void close() {
    journal.close();
    events.ifPresent(EventStore::close);
  }
}
