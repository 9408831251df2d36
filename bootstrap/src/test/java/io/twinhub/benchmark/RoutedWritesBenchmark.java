package io.twinhub.benchmark;

import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.route.Route;
import io.twinhub.domain.route.Routing;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.hub.HubStorage;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.journal.SqliteEvents;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.routes.RouteTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Durable writes of twins with a route for their changes, beside the same hub without one, in turns. */
final class RoutedWritesBenchmark {
  private static final int[] WRITERS = {1, 16};
  private static final int WARM_UPS = 6;
  private static final int TURNS = Integer.getInteger("bench.turns", 15);
  private static final long TURN_MILLIS = 1000;
  private static final Routing ROUTED =
      Routing.INITIAL.with(new Route("twins", EventSource.TWIN_CHANGES, Route.ALWAYS, true));

  private RoutedWritesBenchmark() {}

  /** Prints a row for each number of writers. */
  static void run() throws Exception {
    try (BenchFolder folder = BenchFolder.create();
        LocalHub hub = open(folder.path())) {
      for (int i = 0; i < WRITERS[WRITERS.length - 1]; i++) {
        hub.identities().create(IdentityRequest.withKeys(TwinAddress.device("d" + i)));
      }
      for (int writers : WRITERS) {
        measure(hub, writers);
      }
    }
  }

  private static LocalHub open(Path folder) {
    HubStorage storage = new HubStorage(
        SqliteJournal.open(folder.resolve(SqliteJournal.FILE_NAME)),
        Optional.of(SqliteEvents.open(
            folder.resolve(SqliteEvents.FILE_NAME), EventLimits.PARTITIONS_DEFAULT)),
        EventLimits.PARTITIONS_DEFAULT,
        Retention.ON_DISK,
        RouteTable.initial(RouteTable.HUB_NAME_DEFAULT));
    return new LocalHub(
        TwinRules.DEFAULT, new HubSources(Clock.systemUTC()), storage, Optional.empty());
  }

  private static void measure(LocalHub hub, int writers) throws InterruptedException {
    List<Double> costs = new ArrayList<>();
    double plain = 0;
    double routed = 0;
    for (int turn = -WARM_UPS; turn < TURNS; turn++) {
      hub.routes().change(now -> Routing.INITIAL);
      double without = rate(hub, writers);
      hub.routes().change(now -> ROUTED);
      double with = rate(hub, writers);
      if (turn >= 0) {
        costs.add(without / with);
        plain += without / TURNS;
        routed += with / TURNS;
      }
    }
    Collections.sort(costs);
    System.out.printf(
        "%d writers: %,.0f writes/s without a route, %,.0f with one; cost %.2f (%.2f to %.2f)%n",
        writers, plain, routed, costs.get(TURNS / 2), costs.get(0), costs.get(TURNS - 1));
  }

  private static double rate(LocalHub hub, int writers) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    LongAdder done = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      TwinAddress device = TwinAddress.device("d" + i);
      threads.add(new Thread(() -> {
        for (int number = 0; !over.get(); number++) {
          TwinPatch patch = TwinPatch.ofDesired(JsonObject.of("n", JsonNumber.of(number)));
          var unused = hub.twins().patch(device, patch, IfMatch.any());
          done.increment();
        }
      }));
    }
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
    double rate = done.sum() / LoadBenchmark.seconds(start);
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    return rate;
  }
}
