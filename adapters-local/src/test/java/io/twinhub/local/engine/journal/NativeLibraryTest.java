package io.twinhub.local.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where SQLite's native code is unpacked, and that nothing of it stays. */
class NativeLibraryTest {
  @TempDir
  private Path data;

  @TempDir
  private Path temporary;

  private final Optional<String> before =
      Optional.ofNullable(System.getProperty(NativeLibrary.FOLDER_PROPERTY));
  private final List<Path> tried = new ArrayList<>();

  @BeforeEach
  void set() {
    System.setProperty(NativeLibrary.FOLDER_PROPERTY, temporary.toString());
  }

  @AfterEach
  void reset() {
    assertThat(System.getProperty(NativeLibrary.FOLDER_PROPERTY)).isEqualTo(temporary.toString());
    before.ifPresentOrElse(
        value -> System.setProperty(NativeLibrary.FOLDER_PROPERTY, value),
        () -> System.clearProperty(NativeLibrary.FOLDER_PROPERTY));
  }

  /** Unpacks as the driver does, and fails so many times. */
  private NativeLibrary.Loader loader(int failures) {
    return () -> {
      Path folder = Path.of(System.getProperty(NativeLibrary.FOLDER_PROPERTY, ""));
      tried.add(folder);
      Files.createFile(folder.resolve("sqlite.so"));
      Files.createFile(folder.resolve("sqlite.so.lck"));
      if (tried.size() <= failures) {
        throw new UnsatisfiedLinkError("failed to map segment from shared object");
      }
    };
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void nothing_of_it_stays_even_if_the_hub_is_killed_later() throws IOException {
    NativeLibrary.require(data, loader(0));
    assertThat(tried).hasSize(1).allMatch(folder -> folder.startsWith(temporary));
    assertThat(temporary).isEmptyDirectory();
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void code_that_may_not_run_in_the_temporary_folder_runs_in_the_data_folder() throws IOException {
    NativeLibrary.require(data, loader(1));
    assertThat(tried).hasSize(2);
    assertThat(tried.get(0).startsWith(temporary)).isTrue();
    assertThat(tried.get(1).startsWith(data.resolve("native"))).isTrue();
    assertThat(files(temporary)).isZero();
    assertThat(files(data)).isZero();
  }

  @Test
  void code_that_runs_nowhere_is_refused_with_the_way_out() throws IOException {
    assertThatThrownBy(() -> NativeLibrary.require(data, loader(2)))
        .hasMessage(
            "SQLite's native code runs neither from the temporary folder nor from %s (failed to"
                    .formatted(data.resolve("native"))
                + " map segment from shared object). Name a folder that allows execution with"
                + " TWINHUB_OPTS=-Dorg.sqlite.tmpdir=DIR, or start with --in-memory");
    assertThat(files(data)).isZero();
  }

  @Test
  void a_data_folder_that_cannot_hold_it_either_is_named() throws IOException {
    Files.createFile(data.resolve("native"));
    assertThatThrownBy(() -> NativeLibrary.require(data, loader(1)))
        .hasMessageStartingWith(
            "cannot make %s for SQLite's native code (".formatted(data.resolve("native")));
  }
}
