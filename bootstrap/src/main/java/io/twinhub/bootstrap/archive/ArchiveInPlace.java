package io.twinhub.bootstrap.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the archive that a distribution brings, for the JVM and the folder of the build. */
final class ArchiveInPlace {
  private ArchiveInPlace() {}

  /** Makes it in the distribution in {@code folder}. */
  public static void main(String[] folder) throws IOException, InterruptedException {
    Path home = Path.of(folder[0]).toRealPath();
    Path lib = home.resolve("lib");
    String name = "twinhub-" + System.getProperty("java.runtime.version");
    new ClassArchive(lib).make(lib.resolve(name + ".jsa"));
    Files.writeString(lib.resolve(name + ".place"), home + "\n");
  }
}
