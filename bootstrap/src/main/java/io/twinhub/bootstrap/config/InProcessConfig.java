package io.twinhub.bootstrap.config;

import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.rows.QueryLag;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a hub in this process runs, without sockets and files. Each method returns a changed copy, so one
 * configuration can serve many tests:
 *
 * <pre>{@code
 * InProcessConfig config = InProcessConfig.DEFAULT
 *     .seed(Path.of("fleet.yaml"))
 *     .arrays(TwinRules.Arrays.ALLOW)
 *     .queryLag(QueryLag.parse("held"))
 *     .clockAt(Instant.parse("2030-01-01T00:00:00Z"))
 *     .randomSeed(42);
 * }</pre>
 *
 * @param seed a file with what the hub holds at first, in the form of {@code start --seed}; its policies have
 *     no effect, because nobody needs credentials for a hub in the process
 * @param arrays whether tags and properties may contain arrays
 * @param queryLag how far queries lag behind writes; empty if they do not
 * @param clock the hub's clock: the time of everything that the hub does
 * @param randomSeed the seed of the hub's random numbers; empty for numbers that cannot be guessed
 */
public record InProcessConfig(
    Optional<Path> seed,
    TwinRules.Arrays arrays,
    Optional<QueryLag> queryLag,
    InstantSource clock,
    Optional<Long> randomSeed) {

  /** The defaults of {@code twinhub start}: no seed, no arrays, no lag, the clock of this machine. */
  public static final InProcessConfig DEFAULT = new InProcessConfig(
      Optional.empty(),
      TwinRules.DEFAULT.arrays(),
      Optional.empty(),
      InstantSource.system(),
      Optional.empty());

  /** The same, with {@code file} as the seed. */
  public InProcessConfig seed(Path file) {
    return new InProcessConfig(Optional.of(file), arrays, queryLag, clock, randomSeed);
  }

  /** The same, with this rule for arrays. */
  public InProcessConfig arrays(TwinRules.Arrays rule) {
    return new InProcessConfig(seed, rule, queryLag, clock, randomSeed);
  }

  /** The same, with queries that lag behind writes. */
  public InProcessConfig queryLag(QueryLag lag) {
    return new InProcessConfig(seed, arrays, Optional.of(lag), clock, randomSeed);
  }

  /** The same, with a clock that shows {@code time} until the test advances it. */
  public InProcessConfig clockAt(Instant time) {
    return clock(HubClock.standingAt(time));
  }

  /** The same, with random numbers that begin with {@code seed}: each run makes the same keys and etags. */
  public InProcessConfig randomSeed(long seed) {
    return new InProcessConfig(this.seed, arrays, queryLag, clock, Optional.of(seed));
  }

  /** The same, with this clock. */
  public InProcessConfig clock(InstantSource source) {
    return new InProcessConfig(seed, arrays, queryLag, source, randomSeed);
  }

  /** A new clock that shows the time of {@link #clock}, and can be advanced. */
  public HubClock newClock() {
    return clock instanceof HubClock own ? own.copy() : HubClock.over(clock);
  }

  /** Where its random numbers come from. */
  public RepeatConfig repeat() {
    return new RepeatConfig(randomSeed, Optional.empty());
  }

  /** The rules for the content of the hub's twins. */
  public TwinRules rules() {
    return new TwinRules(arrays);
  }

  /** A new lag object for each hub, since only one thread may use each. */
  public Optional<QueryLag> newQueryLag() {
    return queryLag.map(lag -> QueryLag.parse(lag.toString()));
  }
}
