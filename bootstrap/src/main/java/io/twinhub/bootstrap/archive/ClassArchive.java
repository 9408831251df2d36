package io.twinhub.bootstrap.archive;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

  private static final int MINUTES_MAX = 5;

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
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path growing = target.resolveSibling(
        target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      dump(growing);
      Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(growing);
    }
  }

  private void dump(Path target) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("twinhub-archive");
    Path list = work.resolve(LIST);
    Path said = work.resolve("said");
    try {
      Files.write(list, classes());
      Process java = new ProcessBuilder(command(list, target))
          .directory(work.toFile())
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start();
      try {
        if (!java.waitFor(MINUTES_MAX, TimeUnit.MINUTES) || java.exitValue() != 0) {
          throw new IOException("the JVM made no archive: " + lastLine(said));
        }
      } finally {
        java.destroyForcibly();
      }
    } finally {
      deleteAll(work);
    }
  }

  /** A JVM that fails leaves a report beside the files. */
  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
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

  private List<String> command(Path list, Path target) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
      command.addAll(List.of("/usr/bin/nice", "-n", "19"));
    }
    if (anywhere) {
      command.addAll(List.of("/bin/sh", "-c", "exec 9<\"$0\" && exec \"$@\"", lib.toString()));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Only this collector stores objects of the heap in an archive; every collector reads them.
    command.addAll(List.of(
        "-XX:+UseG1GC",
        "-Xshare:dump",
        "-XX:SharedClassListFile=" + list,
        "-XX:SharedArchiveFile=" + target,
        "-cp",
        classPath()));
    return command;
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

  private static String lastLine(Path said) throws IOException {
    List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
