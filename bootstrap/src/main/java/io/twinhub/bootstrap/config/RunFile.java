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
 * The file with the facts of a hub that runs on this machine: {@code running.json} in its part of the {@link
 * RunFolder}, readable by its owner only.
 */
public final class RunFile {
  private final Path folder;

  /** The file in {@code folder}. */
  public RunFile(Path folder) {
    this.folder = folder;
  }

  private Path file() {
    return folder.resolve("running.json");
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

  /** Deletes the file. */
  public void remove() throws IOException {
    Files.deleteIfExists(file());
  }
}
