package io.twinhub.bootstrap.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the ahead-of-time cache from which Java 25 and newer start a hub: its classes loaded and linked
 * beforehand, and what the JVM learnt about its methods (JEP 483, 514 and 515). A hub that is started for this
 * purpose, in a temporary folder and on free ports of the loopback interface, shows the JVM what belongs into it;
 * that takes some seconds, in a process of its own.
 */
final class StartCache {
  /** The hub that is started, and ends when it has answered a command. */
  private static final String TRAINING = "io.twinhub.bootstrap.Training";

  private final ClassArchive distribution;
  private final List<String> options;

  /** The cache for a hub of {@code distribution} that the script {@code twinhub} starts with {@code options}. */
  StartCache(ClassArchive distribution, List<String> options) {
    this.distribution = distribution;
    this.options = List.copyOf(options);
  }

  /**
   * Makes the cache.
   *
   * @param target where it is wanted; what is there is replaced as a whole, or stays
   * @throws IOException naming the reason, if it cannot be made
   */
  void make(Path target) throws IOException, InterruptedException {
    WholeFile.put(target, this::train);
  }

  private void train(Path target) throws IOException, InterruptedException {
    try (LowPriorityJava java = new LowPriorityJava()) {
      Path made = java.work().resolve("made");
      List<String> arguments = new ArrayList<>(options);
      // A cache is refused by a JVM that has other modules with native access than the one that
      // made it.
      arguments.addAll(List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:AOTCacheOutput=" + made,
          "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
          "-cp",
          distribution.classPath(),
          TRAINING,
          java.work().resolve("data").toString(),
          "start"));
      java.run(List.of(), arguments);
      if (!Files.exists(made)) {
        throw new IOException("the JVM ended well, but made no cache");
      }
      // Not moved, since the folder for caches may be on another disk.
      Files.copy(made, target);
    }
  }
}
