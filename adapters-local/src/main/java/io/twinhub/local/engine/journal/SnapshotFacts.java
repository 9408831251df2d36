package io.twinhub.local.engine.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * What there is to tell of a snapshot.
 *
 * @param name its name
 * @param created when it was made
 * @param bytes how many bytes it takes; of one in memory those that it shares are counted
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

  /** Facts of a snapshot that can be read. */
  public SnapshotFacts(String name, Instant created, long bytes, Counts counts) {
    this(name, created, bytes, Optional.of(counts));
  }
}
