package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a class of the tests in a process of its own, which tells what it does in lines, and kills it with SIGKILL. */
final class KilledProcess {
  /** How much longer the process lives at most after the last line that was waited for. */
  private static final int MILLIS_MAX = 15;

  private final Path folder;
  private final Class<?> main;
  private final SplittableRandom random;

  /**
   * Names what is run.
   *
   * @param folder for the process's own files, and for what it writes to standard error
   */
  KilledProcess(Path folder, Class<?> main, SplittableRandom random) {
    this.folder = folder;
    this.main = main;
    this.random = random;
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "-Dorg.sqlite.tmpdir=" + folder,
        "-cp",
        System.getProperty("java.class.path"),
        main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(errors().toFile()).start();
  }

  private Path errors() {
    return folder.resolve("stderr.txt");
  }

  /** Starts the process, and kills it after it told so many lines and lived for some more milliseconds. */
  void run(int lines, Consumer<String> told, String... arguments)
      throws IOException, InterruptedException {
    kill(start(arguments), lines, told);
  }

  /** Kills a process after it told so many lines and lived for some more milliseconds. */
  void kill(Process process, int lines, Consumer<String> told)
      throws IOException, InterruptedException {
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (int i = lines; i > 0; i--) {
        String line = out.readLine();
        assertThat(line).as(Files.readString(errors())).isNotNull();
        told.accept(line);
      }
      process.waitFor(random.nextInt(MILLIS_MAX), TimeUnit.MILLISECONDS);
      // Not the process' own way to be destroyed, which closes the pipe with what was told last.
      process.toHandle().destroyForcibly();
      out.lines().forEach(told);
    }
    process.waitFor();
  }
}
