package io.twinhub.local.engine.snapshot;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.journal.SnapshotFacts;
import java.util.List;

/**
 * Named snapshots of a hub: its identities, twins and generations. Policies, certificates and tokens are
 * the hub's own and in none. One call at a time.
 */
public final class Snapshots {
  /** How many snapshots a hub keeps. Ours: each of a full hub takes gigabytes. */
  public static final int COUNT_MAX = 100;

  private final Shelf shelf;

  /** Where snapshots are kept. */
  public interface Shelf {

    /** The names of those there are, in order. */
    List<String> names();

    /** The facts of one that is there. */
    SnapshotFacts facts(String name);

    /** Makes one, whole or not at all. */
    void create(String name);

    /** Replaces all that the hub holds. */
    void restore(String name);

    /** Deletes one that is there. */
    void delete(String name);
  }

  public Snapshots(Shelf shelf) {
    this.shelf = shelf;
  }

  /**
   * Keeps what the hub holds now; every write that was answered is in it.
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
   * Makes the hub hold what it held when the snapshot was made, in one step: everybody sees all of it or
   * nothing. Devices are disconnected.
   *
   * @throws HubException with {@link SnapshotError} if there is none or it cannot be read, or {@link
   *     RequestError#unavailable} if the hub cannot write; nothing was changed then
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
