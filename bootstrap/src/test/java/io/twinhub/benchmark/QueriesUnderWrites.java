package io.twinhub.benchmark;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Queries a second, alone and while 1,000 writes a second arrive; and whether memory stays flat. */
final class QueriesUnderWrites {
  private static final int WRITES_PER_SECOND = 1000;
  private static final int WARM_UP_SECONDS = 10;
  private static final int ALONE_SECONDS = 20;
  private static final int SECONDS = Integer.getInteger("bench.seconds", ALONE_SECONDS);

  private final LocalHub hub;
  private final AtomicInteger written = new AtomicInteger();
  private final int twins;

  private QueriesUnderWrites(LocalHub hub, int twins) {
    this.hub = hub;
    this.twins = twins;
  }

  /** Prints both rates; {@code -Dbench.seconds=600} writes for ten minutes. */
  static void run(int twins) throws InterruptedException {
    try (LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), new GeneratedJournal(twins))) {
      new QueriesUnderWrites(hub, twins).run();
    }
  }

  private void run() throws InterruptedException {
    queries(WARM_UP_SECONDS);
    double aloneBefore = queries(ALONE_SECONDS);
    long before = LoadBenchmark.heap();
    ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    long period = TimeUnit.SECONDS.toMicros(1) / WRITES_PER_SECOND;
    Future<?> writing = writer.scheduleAtFixedRate(this::write, 0, period, TimeUnit.MICROSECONDS);
    int start = written.get();
    double beside = queries(SECONDS);
    double rate = (written.get() - start) / (double) SECONDS;
    writing.cancel(false);
    writer.shutdown();
    writer.awaitTermination(1, TimeUnit.MINUTES);
    long after = LoadBenchmark.heap();
    // Alone before and after: other work on the machine shows in the difference.
    double alone = (aloneBefore + queries(ALONE_SECONDS)) / 2;
    System.out.printf(
        "%n%,d twins: %.0f queries/s alone, %.0f with %.0f writes/s (%.2f of it); heap %d MiB before,"
            + " %d MiB after %d s%n",
        twins, alone, beside, rate, beside / alone, before >> 20, after >> 20, SECONDS);
  }

  private void write() {
    int number = written.incrementAndGet();
    TwinAddress address =
        TwinAddress.device("device-%07d".formatted((int) (number * 7919L % twins)));
    TwinPatch patch = TwinPatch.ofTags(JsonText.parseObject(
        "{\"location\":{\"plant\":\"Redmond%d\"}}".formatted(10 + number % 50)));
    hub.twins().patch(address, patch, IfMatch.any());
  }

  /** The tutorial's count and its first page in turn. */
  private double queries(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long count = 0;
    while (System.nanoTime() < end) {
      Question question = count % 2 == 0 ? Question.COUNT : Question.PAGE;
      hub.queries()
          .run(new QueryText(question.query()), PageSize.DEFAULT, Optional.empty())
          .results()
          .forEach(QueryRow::json);
      count++;
    }
    return count / (double) seconds;
  }
}
