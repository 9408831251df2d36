package io.twinhub.bootstrap.archive;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a class-data archive for the JVM that runs this, from the list of classes that the distribution brings.
 * To make one takes about five seconds and a quarter of a gigabyte, in a process of its own.
 */
public final class ClassArchive {
  /** The list of classes, in the folder of the jars. */
  static final String LIST = "twinhub.classes";

  private static final String LAMBDA = "@lambda-proxy ";

  /** Whose lambdas an archive takes. */
  private static final Pattern TAKEN = Pattern.compile(
      "@lambda-proxy (io/twinhub|java|javax|jdk|sun|ch/qos/logback|org/sqlite|io/netty)/");

  /** The folder of the jars, as open file 9: a place that is the same wherever the folder is. */
  private static final String OPEN_FOLDER = "/proc/self/fd/9/";

  private final Path lib;
  private final boolean anywhere;

  /** The archive of a distribution whose jars are in {@code lib}, and stay there. */
  public ClassArchive(Path lib) {
    this(lib, false);
  }

  private ClassArchive(Path lib, boolean anywhere) {
    this.lib = lib.toAbsolutePath();
    this.anywhere = anywhere;
  }

  /**
   * The archive of a distribution that may be moved, together with its JVM: it is good for a JVM that has the
   * folder of the jars as open file 9, as the script {@code twinhub} starts it. Linux only.
   */
  static ClassArchive anywhere(Path lib) {
    return new ClassArchive(lib, true);
  }

  /** The archive of the distribution that this class was loaded from; empty if it was not. */
  public static Optional<ClassArchive> ofThisDistribution() {
    String first = System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0];
    return Optional.ofNullable(Path.of(first).getParent())
        .filter(folder -> Files.exists(folder.resolve(LIST)))
        .map(ClassArchive::new);
  }

  /**
   * Makes the archive.
   *
   * @param target where it is wanted; what is there is replaced as a whole, or stays
   * @throws IOException naming the reason, if it cannot be made
   */
  public void make(Path target) throws IOException, InterruptedException {
    WholeFile.put(target, this::dump);
  }

  private void dump(Path target) throws IOException, InterruptedException {
    try (LowPriorityJava java = new LowPriorityJava()) {
      Path list = java.work().resolve(LIST);
      Files.write(list, classes());
      List<String> before = anywhere
          ? List.of("/bin/sh", "-c", "exec 9<\"$0\" && exec \"$@\"", lib.toString())
          : List.of();
      java.run(before, arguments(list, target));
    }
  }

  /**
   * The list without the lambdas of most libraries. The JVM of Java 17 ends with a fault on some of them, such
   * as those of Azure's.
   */
  private List<String> classes() throws IOException {
    return Files.readAllLines(lib.resolve(LIST), StandardCharsets.UTF_8).stream()
        .filter(line -> !line.startsWith(LAMBDA) || TAKEN.matcher(line).lookingAt())
        .distinct()
        .toList();
  }

  private List<String> arguments(Path list, Path target) throws IOException {
    // Only this collector stores objects of the heap in an archive; every collector reads them.
    return List.of(
        "-XX:+UseG1GC",
        "-Xshare:dump",
        "-XX:SharedClassListFile=" + list,
        "-XX:SharedArchiveFile=" + target,
        "-cp",
        classPath());
  }

  /** The jars in the order of their names, as the script {@code twinhub} has them. */
  String classPath() throws IOException {
    String place = anywhere ? OPEN_FOLDER : lib + "/";
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .map(name -> place + name)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
