package io.twinhub.local.engine.snapshot;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.journal.SnapshotFacts;
import java.util.List;

/**
 * Named snapshots of a hub: its identities, twins and generations. Policies, certificates and tokens belong
 * to the hub and are not part of a snapshot. Calls run one at a time.
 */
public final class Snapshots {
  /**
   * The maximum number of snapshots of a hub. This limit is ours: a snapshot of a full hub takes gigabytes.
   */
  public static final int COUNT_MAX = 100;

  private final Shelf shelf;

  /** Where snapshots are kept. */
  public interface Shelf {

    /** The names of all snapshots, in order. */
    List<String> names();

    /** The facts of an existing snapshot. */
    SnapshotFacts facts(String name);

    /** Makes a snapshot, completely or not at all. */
    void create(String name);

    /** Replaces everything that the hub holds with an existing snapshot. */
    void restore(String name);

    /** Deletes an existing snapshot. */
    void delete(String name);
  }

  public Snapshots(Shelf shelf) {
    this.shelf = shelf;
  }

  /**
   * Makes a snapshot of what the hub holds now, including every write that was answered.
   *
   * @throws HubException with {@link SnapshotError}, or {@link RequestError#unavailable} if there is no
   *     room; nothing is left of it then
   */
  public synchronized SnapshotFacts create(String name) {
    SnapshotError.requireName(name);
    List<String> names = shelf.names();
    if (names.contains(name)) {
      throw new HubException(SnapshotError.exists(name));
    }
    if (names.size() >= COUNT_MAX) {
      throw new HubException(SnapshotError.tooMany(COUNT_MAX));
    }
    shelf.create(name);
    return shelf.facts(name);
  }

  /**
   * Makes the hub hold what it held when the snapshot was made, in one step: readers see either the old or
   * the new contents. Devices are disconnected.
   *
   * @throws HubException with {@link SnapshotError} if there is none or it cannot be read, or {@link
   *     RequestError#unavailable} if the hub cannot write; nothing has changed then
   */
  public synchronized SnapshotFacts restore(String name) {
    require(name);
    shelf.restore(name);
    return shelf.facts(name);
  }

  /** All snapshots, by name. */
  public synchronized List<SnapshotFacts> list() {
    return shelf.names().stream().map(shelf::facts).toList();
  }

  /**
   * Deletes a snapshot.
   *
   * @throws HubException with {@link SnapshotError} if there is none
   */
  public synchronized void delete(String name) {
    require(name);
    shelf.delete(name);
  }

  private void require(String name) {
    SnapshotError.requireName(name);
    List<String> names = shelf.names();
    if (!names.contains(name)) {
      throw new HubException(SnapshotError.unknown(name, names));
    }
  }
}
