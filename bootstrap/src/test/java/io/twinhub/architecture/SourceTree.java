package io.twinhub.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The checked-out files of the project, found from the folder in which Maven runs a module's tests. */
final class SourceTree {
  private static final List<String> MODULES =
      List.of("domain", "application", "adapters-azure", "adapters-local", "bootstrap");

  /** What npm leaves in a folder, tens of thousands of files. */
  private static final String NPM = "node_modules";

  private SourceTree() {}

  /** The folder that holds the five modules. */
  static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (MODULES.stream().map(folder::resolve).allMatch(Files::isDirectory)) {
        return folder;
      }
    }
    throw new IllegalStateException("the tests run outside of the project's tree");
  }

  /** What stands in the root, but for what begins with a dot and what a build or npm leaves there. */
  static List<String> topLevel() {
    try (Stream<Path> entries = Files.list(root())) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !name.equals("target") && !name.equals(NPM))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The Java files of all modules, production and tests, without generated ones. */
  static List<Path> javaFiles() {
    return MODULES.stream()
        .flatMap(module -> filesBelow(root().resolve(module).resolve("src")).stream())
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  /** The Java files of production code. */
  static List<Path> productionFiles() {
    return javaFiles().stream()
        .filter(
            file -> root().relativize(file).toString().replace('\\', '/').contains("/src/main/"))
        .toList();
  }

  /** The folders of production code that hold at least one Java file. */
  static List<Path> productionPackages() {
    return productionFiles().stream().map(Path::getParent).distinct().toList();
  }

  /** The file names of the written decisions. */
  static List<String> decisions() {
    return filesBelow(root().resolve("docs/adr")).stream()
        .map(file -> file.getFileName().toString())
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The files below a folder, without what npm leaves there. */
  static List<Path> filesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(folder, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
          return inner.endsWith(NPM) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          files.add(file);
          return FileVisitResult.CONTINUE;
        }
      });
      return files.stream().sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
