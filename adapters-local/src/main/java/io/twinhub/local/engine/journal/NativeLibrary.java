package io.twinhub.local.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native code, which must be unpacked to a folder that allows execution: the system's
 * temporary one, else one in the hub's own data folder.
 */
final class NativeLibrary {
  /** Where sqlite-jdbc unpacks its native code. */
  static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /** Loads native code; fails as it likes. */
  @FunctionalInterface
  interface Loader {
    void load() throws Exception;
  }

  /**
   * Loads the library, once in a process.
   *
   * @param data the hub's data folder
   * @throws IllegalStateException if neither folder lets it run
   */
  static void require(Path data) {
    require(data, SQLiteJDBCLoader::initialize);
  }

  static synchronized void require(Path data, Loader loader) {
    try {
      loader.load();
    } catch (Exception | LinkageError first) {
      LOG.info("SQLite does not load from the temporary folder ({}), trying {}", first, data);
      requireFrom(data.resolve("native"), loader);
    }
  }

  private static void requireFrom(Path folder, Loader loader) {
    try {
      Files.createDirectories(folder);
      System.setProperty(FOLDER_PROPERTY, folder.toString());
      loader.load();
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot make %s for SQLite's native code".formatted(folder), e);
    } catch (Exception | LinkageError second) {
      throw new IllegalStateException(
          ("SQLite's native code runs neither from the temporary folder nor from %s (%s). Name a folder"
                  + " that allows execution with TWINHUB_OPTS=-D%s=DIR, or start with --in-memory")
              .formatted(folder, second.getMessage(), FOLDER_PROPERTY),
          second);
    }
  }
}
