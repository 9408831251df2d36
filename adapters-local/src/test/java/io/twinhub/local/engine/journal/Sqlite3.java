package io.twinhub.local.engine.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The {@code sqlite3} program, where it is installed: the reader that is not ours. */
public final class Sqlite3 {
  private Sqlite3() {}

  /** Whether the program is there. */
  public static boolean isInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "sqlite3")));
  }

  static void assumeInstalled() {
    assumeTrue(isInstalled(), "sqlite3 is not installed");
  }

  /** What the program prints, complaints included, without the last line's end. */
  public static String answer(Path file, String sql) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sqlite3", file.toString(), sql)
        .redirectErrorStream(true)
        .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.strip();
  }
}
