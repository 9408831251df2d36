package io.twinhub.benchmark;

import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.query.LocalQueryEngine;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The tutorial's filter over 100,000 twins, through the query port, by a scan without any index. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TutorialQueryBenchmark {
  private static final int TWINS = 100_000;
  private static final String FILTER = " FROM devices WHERE tags.location.plant = 'Redmond43'"
      + " AND properties.reported.connectivity.type = 'cellular'";
  private static final QueryText COUNT = new QueryText("SELECT COUNT() AS n" + FILTER);
  private static final QueryText PAGE = new QueryText("SELECT *" + FILTER);

  private LocalHub hub = new LocalHub(TwinRules.DEFAULT, Clock.systemUTC());
  private LocalQueryEngine engine = hub.queries();

  /** Fills the hub. */
  @Setup
  public void fill() {
    hub.close();
    hub = SampleFleet.hub(TWINS);
    engine = hub.queries();
  }

  /** Stops the hub. */
  @TearDown
  public void stop() {
    hub.close();
  }

  /** Counts all that match. */
  @Benchmark
  public QueryPage count() {
    return engine.run(COUNT, PageSize.DEFAULT, Optional.empty());
  }

  /** The first 100 that match, as whole twins. */
  @Benchmark
  public QueryPage firstPage() {
    return engine.run(PAGE, PageSize.DEFAULT, Optional.empty());
  }
}
