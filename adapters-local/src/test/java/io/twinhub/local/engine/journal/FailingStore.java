package io.twinhub.local.engine.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@link FailingHub} in a process of its own, and the faults of its store. */
final class FailingStore implements AutoCloseable {
  /** Lets everything pass. */
  static final int NEVER = 0;

  /** Lets nothing pass. */
  static final int ALWAYS = 1;

  /** Fails once. */
  static final int ONCE = 255;

  /** What may fail. */
  enum Kind {
    SYNCS(0),
    WRITES(1),
    READS(2);

    /** Which of the library's bytes. */
    private final int place;

    Kind(int place) {
      this.place = place;
    }
  }

  private final Path faults;
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private FailingStore(Path faults, Process process) {
    this.faults = faults;
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.US_ASCII);
    this.out = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** The library that makes a store fail, made in {@code folder}; without a compiler there is no test. */
  static Path library(Path folder) throws IOException, InterruptedException {
    assumeTrue(hasCompiler(), "gcc is not installed");
    Path source = folder.resolve("failing-store.c");
    try (InputStream text =
        requireNonNull(FailingStore.class.getResourceAsStream("failing-store.c"))) {
      Files.copy(text, source);
    }
    Path library = folder.resolve("failing-store.so");
    Process gcc = new ProcessBuilder(
            "gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
        .redirectErrorStream(true)
        .start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gcc.waitFor()).as(said).isZero();
    return library;
  }

  private static boolean hasCompiler() throws InterruptedException {
    try {
      return new ProcessBuilder("gcc", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    }
  }

  /** Starts a hub on {@code file}; nothing fails yet. */
  static FailingStore start(Path library, Path file) throws IOException {
    Path faults = file.resolveSibling("faults");
    Files.write(faults, new byte[Kind.values().length]);
    ProcessBuilder builder = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            FailingHub.class.getName(),
            file.toString()))
        .redirectError(file.resolveSibling("stderr.txt").toFile());
    builder.environment().put("LD_PRELOAD", library.toString());
    builder.environment().put("TWINHUB_FAULTS", faults.toString());
    builder.environment().put("TWINHUB_FAULTY", file.getFileName().toString());
    return new FailingStore(faults, builder.start());
  }

  /** From the next call on. */
  void fail(Kind kind, int when) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(faults.toFile(), "rw")) {
      bytes.seek(kind.place);
      bytes.write(when);
    }
  }

  /** Nothing fails any more. */
  void heal() throws IOException {
    for (Kind kind : Kind.values()) {
      fail(kind, NEVER);
    }
  }

  /** What the hub answers to a line. */
  String ask(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return String.valueOf(out.readLine());
  }

  /** Kills the process, without a chance to do anything. */
  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
