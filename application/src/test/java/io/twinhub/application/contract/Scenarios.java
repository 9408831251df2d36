package io.twinhub.application.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The scenario files, from a folder or out of the test-jar. */
final class Scenarios {
  private static final String FOLDER = "scenarios";
  private static final String SUFFIX = ".json";

  private Scenarios() {}

  /** Their names, without the suffix, in order. */
  static List<String> names() {
    URL folder = Optional.ofNullable(Scenarios.class.getResource(FOLDER))
        .orElseThrow(() -> new IllegalStateException(FOLDER + " is gone"));
    try {
      URI place = folder.toURI();
      if (place.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
          return names(jar.provider().getPath(place));
        }
      }
      return names(Path.of(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  /** The text of one. */
  static String text(String name) {
    try (InputStream file = Scenarios.class.getResourceAsStream(FOLDER + "/" + name + SUFFIX)) {
      if (file == null) {
        throw new IllegalStateException("no scenario " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
