package io.twinhub.local.engine.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Describes a snapshot.
 *
 * @param name its name
 * @param created when it was made
 * @param bytes its size in bytes; for a snapshot in memory, shared bytes are counted too
 * @param counts what is in it; empty if it cannot be read
 */
public record SnapshotFacts(String name, Instant created, long bytes, Optional<Counts> counts) {

  /**
   * What is in a snapshot.
   *
   * @param devices how many devices
   * @param modules how many modules
   */
  public record Counts(int devices, int modules) {}

  /** Describes a snapshot that can be read. */
  public SnapshotFacts(String name, Instant created, long bytes, Counts counts) {
    this(name, created, bytes, Optional.of(counts));
  }
}
