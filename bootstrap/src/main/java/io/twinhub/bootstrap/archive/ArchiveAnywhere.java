package io.twinhub.bootstrap.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** Makes the archive of a package that brings a JVM, which must be the one that runs this. */
final class ArchiveAnywhere {
  private ArchiveAnywhere() {}

  /** Makes it in the package in {@code folder}. */
  public static void main(String[] folder) throws IOException, InterruptedException {
    Path home = Path.of(folder[0]).toRealPath();
    Path lib = home.resolve("lib");
    forgetTimes(lib);
    ClassArchive.anywhere(lib).make(home.resolve("runtime/lib/twinhub.jsa"));
  }

  /**
   * A JVM takes no jar whose time is another than when the archive was made, unless that was zero; pip and npm
   * give each file the time at which they install it.
   */
  private static void forgetTimes(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      for (Path jar : jars) {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
      }
    }
  }
}
