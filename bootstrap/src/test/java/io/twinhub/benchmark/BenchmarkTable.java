package io.twinhub.benchmark;

import java.util.Collection;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks and prints one line for each; arguments choose by name. */
public final class BenchmarkTable {
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 5;

  private BenchmarkTable() {}

  /** Runs the benchmarks whose names match {@code args}, or all. */
  public static void main(String[] args) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    for (String pattern : args.length == 0 ? new String[] {"io.twinhub.benchmark"} : args) {
      options.include(pattern);
    }
    Collection<RunResult> results = new Runner(options
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(ROUNDS)
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .build())
        .run();
    System.out.printf("%-64s %14s %14s  %s%n", "benchmark", "score", "error", "unit");
    results.forEach(BenchmarkTable::print);
  }

  private static void print(RunResult run) {
    Result<?> result = run.getPrimaryResult();
    String name = run.getParams().getBenchmark().replace("io.twinhub.benchmark.", "");
    System.out.printf(
        "%-64s %14.3f %14.3f  %s%n",
        name, result.getScore(), result.getScoreError(), result.getScoreUnit());
  }
}
