package io.twinhub.bootstrap.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the JVM that runs this once more, at the lowest priority, in a temporary folder that is deleted with it. */
final class LowPriorityJava implements AutoCloseable {
  private static final int MINUTES_MAX = 5;

  private final Path work;

  LowPriorityJava() throws IOException {
    work = Files.createTempDirectory("twinhub-archive");
  }

  /** The temporary folder, in which the JVM runs. */
  Path work() {
    return work;
  }

  /**
   * Runs until the JVM has ended.
   *
   * @param before the words of a command that starts the JVM; none if it starts by itself
   * @param arguments of the JVM
   * @throws IOException with the last line that the JVM said, if it fails or takes more than five minutes
   */
  void run(List<String> before, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
      command.addAll(List.of("/usr/bin/nice", "-n", "19"));
    }
    command.addAll(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path said = work.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(work.toFile())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile());
    // A hub that runs there must neither take the settings of this one nor be found by its
    // commands.
    builder.environment().keySet().removeIf(name -> name.startsWith("TWINHUB_"));
    builder.environment().put("TWINHUB_RUN", work.resolve("run").toString());
    Process java = builder.start();
    try {
      if (!java.waitFor(MINUTES_MAX, TimeUnit.MINUTES) || java.exitValue() != 0) {
        throw new IOException("the JVM made no archive: " + lastLine(said));
      }
    } finally {
      java.destroyForcibly();
    }
  }

  private static String lastLine(Path said) throws IOException {
    List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }

  /** Deletes the folder; a JVM that failed may have left a report in it. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
