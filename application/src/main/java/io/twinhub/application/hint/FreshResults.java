package io.twinhub.application.hint;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Notices answers to queries that show a write which Azure might not show yet. */
final class FreshResults {
  /**
   * How old a write is at least that a query in Azure shows as a rule. Source: Azure's page on the query
   * language, "a few seconds".
   */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** How many of the latest writes are looked at; a hub setting. */
  static final int WRITES_MAX = 64;

  /** How many rows of an answer are looked at: tests have few, and reading many takes long. */
  static final int ROWS_MAX = 10;

  private final InstantSource clock;
  private final AtomicReferenceArray<Optional<Write>> writes =
      new AtomicReferenceArray<>(WRITES_MAX);
  private final AtomicInteger next = new AtomicInteger();

  private record Write(TwinAddress address, Instant at) {}

  FreshResults(InstantSource clock) {
    this.clock = clock;
    for (int i = 0; i < WRITES_MAX; i++) {
      writes.set(i, Optional.empty());
    }
  }

  /** A twin was written. Any thread. */
  void wrote(TwinAddress address) {
    int place = Math.floorMod(next.getAndIncrement(), WRITES_MAX);
    writes.set(place, Optional.of(new Write(address, clock.instant())));
  }

  /** The hint about an answer. */
  Optional<Hint> answered(QueryPage page) {
    Map<TwinAddress, Duration> fresh = fresh();
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    for (QueryRow row :
        page.results().subList(0, Math.min(ROWS_MAX, page.results().size()))) {
      Optional<TwinAddress> address = address(row);
      Optional<Duration> age = address.map(fresh::get);
      if (age.isPresent()) {
        return Optional.of(hint(address.orElseThrow(), age.get()));
      }
    }
    return Optional.empty();
  }

  private Map<TwinAddress, Duration> fresh() {
    Instant now = clock.instant();
    Map<TwinAddress, Duration> fresh = new HashMap<>();
    for (int i = 0; i < WRITES_MAX; i++) {
      writes
          .get(i)
          .ifPresent(write -> fresh.merge(
              write.address(),
              Duration.between(write.at(), now),
              (a, b) -> a.compareTo(b) < 0 ? a : b));
    }
    fresh.values().removeIf(age -> age.compareTo(FRESH) >= 0);
    return fresh;
  }

  private static Optional<TwinAddress> address(QueryRow row) {
    JsonObject object = row.object();
    return text(object, DocumentNames.DEVICE_ID)
        .map(device -> text(object, DocumentNames.MODULE_ID)
            .map(module -> TwinAddress.module(device, module))
            .orElseGet(() -> TwinAddress.device(device)));
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object
        .find(name)
        .flatMap(value ->
            value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
  }

  private static Hint hint(TwinAddress address, Duration age) {
    return new Hint(
        Hint.Kind.FRESH_RESULT,
        ("the answer shows '%s', which was written %d ms before. In Azure the answers of queries are some"
                + " seconds old as a rule, and up to 30 minutes: read the twin itself where the newest"
                + " state counts, and start the hub with --query-lag to test the difference")
            .formatted(address, age.toMillis()));
  }
}
