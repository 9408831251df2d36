package io.twinhub.benchmark;

import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Questions to fleets of several sizes: the hub in this process and over REST, and its rivals. */
final class QueryBenchmark {
  private static final String IN_PROCESS = "hub";
  private static final String OVER_REST = "hub, REST";

  /** Each has a column of its own, so each can be asked for the first time once. */
  private static final List<String> NEW_PATHS = List.of(
      Question.FIRST.query(),
      "SELECT COUNT() AS n FROM devices WHERE tags.customerId = 'c-7'",
      "SELECT COUNT() AS n FROM devices WHERE properties.desired.telemetryConfig.format = 'json'");

  private final int twins;
  private final Map<String, Map<Question, Double>> columns = new LinkedHashMap<>();
  private final Map<String, Double> unseen = new LinkedHashMap<>();

  private QueryBenchmark(int twins) {
    this.twins = twins;
  }

  /** Prints a table for each size. */
  static void run(List<Integer> sizes) throws Exception {
    Optional<PostgresServer> postgres = PostgresServer.start();
    try {
      for (int twins : sizes) {
        new QueryBenchmark(twins).run(postgres);
      }
    } finally {
      if (postgres.isPresent()) {
        postgres.get().close();
      }
    }
  }

  private void run(Optional<PostgresServer> postgres) throws Exception {
    inProcess();
    overRest();
    Path lines = lines();
    rival(JdbcRival.duckStruct(), lines);
    rival(JdbcRival.duckJson(), lines);
    rival(JdbcRival.sqlite(), lines);
    if (postgres.isPresent()) {
      rival(JdbcRival.postgres(postgres.get().url()), lines);
    }
    Files.delete(lines);
    print(postgres.isPresent());
  }

  private void inProcess() throws Exception {
    try (LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), new GeneratedJournal(twins))) {
      Map<Question, Double> times = column(IN_PROCESS);
      for (Question question : Question.values()) {
        if (question != Question.FIRST) {
          times.put(question, Timed.median(() -> ask(hub, question.query())));
        }
      }
      List<Double> first = Stream.of(0, 1, 2)
          .map(i -> unchecked(() -> ask(hub, NEW_PATHS.get(i))))
          .sorted()
          .toList();
      times.put(Question.FIRST, first.get(1));
      String page = Question.PAGE.query();
      unseen(IN_PROCESS, plant -> () -> ask(hub, page.replace("Redmond43", plant)));
    }
  }

  private static double unchecked(Callable<?> work) {
    try {
      return Timed.once(work);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks and reads the text of all rows, as is done with the rivals; how many bytes there were. */
  private static long ask(LocalHub hub, String query) {
    QueryPage page = hub.queries().run(new QueryText(query), PageSize.DEFAULT, Optional.empty());
    return page.results().stream().mapToLong(row -> row.json().length).sum();
  }

  /** The median of first pages none of which was asked for before, so that nobody has them ready. */
  private void unseen(String name, Function<String, Callable<?>> asking) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int plant = 10; plant < 60; plant++) {
      times.add(Timed.once(asking.apply("Redmond" + plant)));
    }
    Collections.sort(times);
    unseen.put(name, times.get(times.size() / 2));
  }

  private void overRest() throws Exception {
    Path file = LoadBenchmark.file(twins);
    try (RestHub hub = new RestHub(Objects.requireNonNull(file.getParent()))) {
      Map<Question, Double> times = column(OVER_REST);
      for (Question question : Question.values()) {
        times.put(
            question,
            question == Question.FIRST
                ? Timed.once(() -> hub.ask(question.query()))
                : Timed.median(() -> hub.ask(question.query())));
      }
    }
  }

  private Map<Question, Double> column(String name) {
    return columns.computeIfAbsent(name, unseen -> new EnumMap<>(Question.class));
  }

  private Path lines() throws IOException {
    Path lines = Files.createTempFile("twinhub-bench", ".ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(lines)) {
      for (int i = 0; i < twins; i++) {
        out.write(LargeFleet.document(LargeFleet.twin(i)));
        out.newLine();
      }
    }
    return lines;
  }

  private void rival(Rival rival, Path lines) throws Exception {
    try (rival) {
      rival.load(lines);
      for (Question question : Question.values()) {
        column(rival.name()).put(question, Timed.median(() -> rival.ask(rival.sql(question))));
      }
      String page = rival.sql(Question.PAGE);
      unseen(rival.name(), plant -> () -> rival.ask(page.replace("Redmond43", plant)));
    } catch (SQLException failure) {
      System.out.println(rival.name() + ": " + failure.getMessage());
    }
  }

  private void print(boolean postgres) {
    System.out.printf(
        "%n%,d twins, median milliseconds; in brackets: the hub's time by theirs%n", twins);
    if (!postgres) {
      System.out.println("PostgreSQL: not installed, or it did not start");
    }
    System.out.printf(
        "%-26s%s%n",
        "", columns.keySet().stream().map("%24s"::formatted).collect(Collectors.joining()));
    for (Question question : Question.values()) {
      double ours = time(IN_PROCESS, question);
      String cells = columns.keySet().stream()
          .map(
              name -> "%15.3f (%6.3f)".formatted(time(name, question), ours / time(name, question)))
          .map("%24s"::formatted)
          .collect(Collectors.joining());
      System.out.printf("%-26s%s%n", question.text(), cells);
    }
    explain();
  }

  /** The hub keeps texts that it made not long ago, so pages that are new to it are shown by themselves. */
  private void explain() {
    String times = unseen.entrySet().stream()
        .map(entry -> "%s %.3f".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
    System.out.printf(
        "first pages of 100, each asked for the first time, median milliseconds: %s; the hub's rows have"
            + " metadata, the rivals' have none%n",
        times);
  }

  private double time(String name, Question question) {
    return column(name).getOrDefault(question, Double.NaN);
  }
}
