package io.twinhub.benchmark;

import io.twinhub.benchmark.wire.ReadBenchmark;
import io.twinhub.benchmark.wire.ReportBenchmark;
import io.twinhub.benchmark.wire.SdkBenchmark;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints their figures. Arguments choose: {@code forks}, {@code load}, {@code
 * durable}, {@code queries}, {@code writes}, {@code connections}, {@code methods}, {@code telemetry}, {@code
 * routes}, {@code configurations}, {@code readers}, {@code testkit}, {@code start}, {@code reports}, {@code reads}, {@code sdk}, else a name or a part of one; without any, all.
 */
public final class BenchmarkTable {
  /** Seconds; with 64 threads the compilers take most of them. */
  private static final int WARM_UPS = 10;

  private static final int ROUNDS = 5;
  private static final int MQTT_DEVICES = Integer.getInteger("bench.mqtt", 10_000);
  private static final int AMQP_DEVICES = Integer.getInteger("bench.amqp", 2_000);
  private static final int FLEET = Integer.getInteger("bench.fleet", 1_000_000);

  private BenchmarkTable() {}

  /** Runs the benchmarks that {@code args} name, or all. */
  public static void main(String[] args) throws Exception {
    List<String> chosen = Stream.of(args)
        .flatMap(arg -> Stream.of(arg.strip().split("[ ,]+")))
        .filter(name -> !name.isEmpty())
        .toList();
    List<String> names = chosen.isEmpty()
        ? List.of(
            "forks",
            "load",
            "durable",
            "queries",
            "writes",
            "connections",
            "methods",
            "telemetry",
            "routes",
            "configurations",
            "readers",
            "testkit",
            "start",
            "reports",
            "reads",
            "sdk",
            "io.twinhub.benchmark")
        : chosen;
    for (String name : names) {
      switch (name) {
        case "load" -> LoadBenchmark.run(FLEET);
        case "queries" -> QueryBenchmark.run(List.of(1000, 100_000, FLEET));
        case "writes" -> QueriesUnderWrites.run(FLEET);
        case "durable" -> DurableWriteBenchmark.run();
        case "forks" -> ForkBenchmark.run();
        case "connections" ->
          ConnectionsBenchmark.run(
              Integer.getInteger("bench.mqtt", MQTT_DEVICES),
              Integer.getInteger("bench.amqp", AMQP_DEVICES));
        case "methods" -> MethodBenchmark.run();
        case "telemetry" -> TelemetryBenchmark.run();
        case "telemetry-load" -> TelemetryLoadBenchmark.run();
        case "routes" -> RoutedWritesBenchmark.run();
        case "configurations" -> ConfigurationBenchmark.run();
        case "readers" -> EventReadersBenchmark.run();
        case "testkit" -> TestKitBenchmark.run();
        case "start" -> StartBenchmark.run();
        case "reports" -> ReportBenchmark.run();
        case "reads" -> ReadBenchmark.run();
        case "sdk" -> SdkBenchmark.run();
        default -> measure(name);
      }
    }
  }

  private static void measure(String pattern) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(pattern);
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
