package io.twinhub.bootstrap.config;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.local.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file through which commands find the hub that runs on this machine: {@code running.json} in the user's
 * run folder, readable by its owner only. Commands find the hub that was started last.
 */
public final class RunFile {
  /** The environment variable that names another run folder. */
  public static final String FOLDER_VARIABLE = "TWINHUB_RUN";

  private final Path folder;

  /** The file in {@code folder}. */
  public RunFile(Path folder) {
    this.folder = folder;
  }

  /** The folder that {@value #FOLDER_VARIABLE} names, or {@code ~/.twinhub/run}. */
  public static Path defaultFolder() {
    String named = System.getenv(FOLDER_VARIABLE);
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".twinhub", "run")
        : Path.of(named);
  }

  private Path file() {
    return folder.resolve("running.json");
  }

  /** Creates the folder, or makes an existing one inaccessible to other users. */
  public void makeFolder() throws IOException {
    OwnerOnly.folder(folder);
  }

  /** Writes the facts of the hub that has just started. */
  public void write(HubFacts facts) throws IOException {
    OwnerOnly.write(file(), JsonWriter.pretty(facts.json()) + "\n");
  }

  /** The facts of the running hub; empty if there is none, or if its process has ended. */
  public Optional<HubFacts> read() {
    try {
      HubFacts facts = HubFacts.parse(JsonText.parseObject(Files.readAllBytes(file())));
      boolean alive = ProcessHandle.of(facts.pid()).map(ProcessHandle::isAlive).orElse(false);
      return alive ? Optional.of(facts) : Optional.empty();
    } catch (IOException | HubException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Deletes the file, unless a hub that was started later has overwritten it. */
  public void remove(HubFacts own) throws IOException {
    if (read().filter(own::equals).isPresent()) {
      Files.deleteIfExists(file());
    }
  }
}
