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
 * Where commands find the hub that runs on this machine: {@code running.json} in the user's run folder,
 * readable by its owner only. The hub that was started last is the one that is found.
 */
public final class RunFile {
  /** Names another run folder. */
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

  /** Makes the folder, or closes one that is there to others. */
  public void makeFolder() throws IOException {
    OwnerOnly.folder(folder);
  }

  /** Writes the facts of the hub that has just started. */
  public void write(HubFacts facts) throws IOException {
    OwnerOnly.write(file(), JsonWriter.pretty(facts.json()) + "\n");
  }

  /** The facts of the running hub; empty if there is none, or its process is gone. */
  public Optional<HubFacts> read() {
    try {
      HubFacts facts = HubFacts.parse(JsonText.parseObject(Files.readAllBytes(file())));
      boolean alive = ProcessHandle.of(facts.pid()).map(ProcessHandle::isAlive).orElse(false);
      return alive ? Optional.of(facts) : Optional.empty();
    } catch (IOException | HubException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Takes the file away, unless a hub that was started later has written it anew. */
  public void remove(HubFacts own) throws IOException {
    if (read().filter(own::equals).isPresent()) {
      Files.deleteIfExists(file());
    }
  }
}
