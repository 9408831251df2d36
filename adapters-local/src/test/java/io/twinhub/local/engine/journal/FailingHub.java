package io.twinhub.local.engine.journal;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The process whose store fails. It does what a line on its input says and answers in a line: {@code open},
 * {@code close}, {@code write DEVICE NUMBER}, {@code read DEVICE}, {@code burst NUMBER}, {@code snapshot
 * NAME}, {@code restore NAME}.
 */
final class FailingHub {
  /** So that checkpoints come often, and fail too. */
  private static final int CHECKPOINT_PAGES = 20;

  /** A document of a few kilobytes: a transaction writes more than one page. */
  private static final int PADDING = 3000;

  /** How many write at once: several batches, which become one transaction. */
  static final int BURST = 80;

  private final ExecutorService clients = Executors.newFixedThreadPool(BURST);
  private final Path file;
  private Optional<LocalHub> hub = Optional.empty();

  private FailingHub(Path file) {
    this.file = file;
  }

  /** Runs on the file {@code args[0]} until its input ends. */
  public static void main(String[] args) throws IOException {
    FailingHub failing = new FailingHub(Path.of(args[0]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    String line = in.readLine();
    while (line != null) {
      System.out.println(failing.answer(line.split(" ", -1)).replaceAll("\\R", " "));
      System.out.flush();
      line = in.readLine();
    }
    Runtime.getRuntime().halt(0);
  }

  private String answer(String[] words) {
    try {
      return done(words);
    } catch (HubException refusal) {
      return "refused " + refusal.error().message();
    } catch (SQLException | RuntimeException failure) {
      return "failed " + failure.getMessage();
    }
  }

  private String done(String[] words) throws SQLException {
    switch (words[0]) {
      case "open" -> open();
      case "close" -> hub.orElseThrow().close();
      case "write" -> write(TwinAddress.device(words[1]), Integer.parseInt(words[2]));
      case "read" -> {
        return read(TwinAddress.device(words[1]));
      }
      case "burst" -> {
        return burst(Integer.parseInt(words[1]));
      }
      case "snapshot" -> hub.orElseThrow().snapshots().create(words[1]);
      case "restore" -> hub.orElseThrow().snapshots().restore(words[1]);
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "done";
  }

  private void open() throws SQLException {
    SqliteJournal journal = SqliteJournal.open(file);
    try (Statement statement = journal.connection().createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      statement.execute("PRAGMA cache_size = 4"); // so that reads reach the file
    }
    hub = Optional.of(new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), journal));
  }

  private void write(TwinAddress address, int number) {
    LocalHub open = hub.orElseThrow();
    if (open.identities().find(address).isEmpty()) {
      open.identities().create(IdentityRequest.withKeys(address));
    }
    JsonObject values = JsonObject.builder()
        .put("n", number)
        .put("padding", "x".repeat(number * 37 % PADDING))
        .build();
    open.twins().patch(address, TwinPatch.ofDesired(values), IfMatch.any());
  }

  /** Writes to many devices at once; what became of each, in their order. */
  private String burst(int number) {
    return IntStream.range(0, BURST)
        .mapToObj(i -> CompletableFuture.supplyAsync(
            () -> answer(new String[] {"write", "b" + i, Integer.toString(number)}), clients))
        .toList()
        .stream()
        .map(answer -> answer.join().split(" ", -1)[0])
        .collect(Collectors.joining(" "));
  }

  private String read(TwinAddress address) {
    return hub.orElseThrow()
        .twins()
        .find(address)
        .map(twin -> twin.desired().values().find("n").orElse(JsonNumber.of(0)).toString())
        .orElse("none");
  }
}
