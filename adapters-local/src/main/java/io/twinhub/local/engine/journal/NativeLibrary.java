package io.twinhub.local.engine.journal;

import io.twinhub.local.files.FileWords;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native code, which must be unpacked to a folder that allows execution: a folder in the
 * system's temporary folder, else one in the hub's data folder. Where the system allows it, the unpacked
 * code is deleted as soon as it is loaded, since a hub that is killed cannot clean up.
 */
final class NativeLibrary {
  /** Where sqlite-jdbc unpacks its native code. */
  static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";

  /** The least room that the unpacked code needs, in bytes. */
  private static final long ROOM_BYTES_MIN = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private static volatile boolean loaded;

  private NativeLibrary() {}

  /** Loads native code; may fail in any way. */
  @FunctionalInterface
  interface Loader {
    void load() throws Exception;
  }

  /**
   * Loads the library, once per process.
   *
   * @param data the hub's data folder
   * @throws IllegalStateException if neither folder lets it run
   */
  static void require(Path data) {
    if (!loaded) {
      require(data, SQLiteJDBCLoader::initialize);
      loaded = true;
    }
  }

  static synchronized void require(Path data, Loader loader) {
    Path temporary =
        Path.of(System.getProperty(FOLDER_PROPERTY, System.getProperty("java.io.tmpdir", "")));
    try {
      loadFrom(temporary, loader);
    } catch (Exception | LinkageError first) {
      LOG.info("SQLite does not load from the temporary folder ({}), trying {}", first, data);
      requireFrom(data.resolve("native"), loader);
    }
  }

  private static void loadFrom(Path parent, Loader loader) throws Exception {
    Path folder = Files.createTempDirectory(parent, "twinhub-sqlite-");
    folder.toFile().deleteOnExit(); // for systems where loaded code cannot be deleted
    Optional<String> before = Optional.ofNullable(System.getProperty(FOLDER_PROPERTY));
    System.setProperty(FOLDER_PROPERTY, folder.toString());
    try {
      loader.load();
    } finally {
      before.ifPresentOrElse(
          value -> System.setProperty(FOLDER_PROPERTY, value),
          () -> System.clearProperty(FOLDER_PROPERTY));
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      LOG.debug("native code stays in {} until the process ends", folder, e);
    }
  }

  private static void requireFrom(Path folder, Loader loader) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot make %s for SQLite's native code (%s)".formatted(folder, FileWords.of(e)), e);
    }
    try {
      loadFrom(folder, loader);
    } catch (Exception | LinkageError second) {
      throw new IllegalStateException(
          ("SQLite's native code runs neither from the temporary folder nor from %s (%s). Name a folder"
                  + " that allows execution%s with TWINHUB_OPTS=-D%s=DIR, or start with --in-memory")
              .formatted(folder, second.getMessage(), room(folder), FOLDER_PROPERTY),
          second);
    }
  }

  private static String room(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < ROOM_BYTES_MIN
          ? " and has room, which these have not,"
          : "";
    } catch (IOException unknown) {
      return "";
    }
  }
}
