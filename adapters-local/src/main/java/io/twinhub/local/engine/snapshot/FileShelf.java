package io.twinhub.local.engine.snapshot;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.journal.SnapshotFacts;
import io.twinhub.local.engine.journal.SnapshotFolder;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** Snapshots of a hub with a data folder: files in it. */
public final class FileShelf implements Snapshots.Shelf {
  private final ReplaceableHub state;
  private final SnapshotFolder folder;
  private final InstantSource clock;

  public FileShelf(ReplaceableHub state, SnapshotFolder folder, InstantSource clock) {
    this.state = state;
    this.folder = folder;
    this.clock = clock;
  }

  /** Work on the folder that may fail. */
  @FunctionalInterface
  private interface Work<R> {
    R run() throws IOException;
  }

  private static <R> R tried(Work<R> work) {
    try {
      return work.run();
    } catch (IOException failure) {
      throw new HubException(RequestError.unavailable(String.valueOf(failure.getMessage())));
    }
  }

  @Override
  public List<String> names() {
    return tried(folder::names);
  }

  @Override
  public SnapshotFacts facts(String name) {
    return tried(() -> folder.facts(name));
  }

  @Override
  public void create(String name) {
    tried(() -> folder.create(name));
  }

  /**
   * Reads all twins before it replaces the contents, since reading takes longest and writes can go on
   * meanwhile.
   */
  @Override
  public void restore(String name) {
    state.replace(contents(name), before -> folder.restore(name));
  }

  private HubContents contents(String name) {
    try (SqliteJournal snapshot = folder.open(name)) {
      return HubContents.load(snapshot, clock.instant());
    } catch (IllegalStateException unreadable) {
      String reason = String.valueOf(unreadable.getMessage());
      throw new HubException(SnapshotError.unreadable(reason));
    }
  }

  @Override
  public void delete(String name) {
    tried(() -> folder.delete(name));
  }
}
