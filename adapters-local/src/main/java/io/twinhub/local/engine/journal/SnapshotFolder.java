package io.twinhub.local.engine.journal;

import io.twinhub.local.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of a journal in a SQLite file: complete files of the same schema in {@code snapshots} beside
 * it, which anybody may read with the {@code sqlite3} program. The names of snapshots are file names, which
 * the caller has checked.
 */
public final class SnapshotFolder {
  private static final String ENDING = ".db";

  /** The prefix of unfinished files; no snapshot's name begins with it. */
  private static final String DRAFT = ".draft-";

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);

  private final Path folder;
  private final SqliteJournal journal;

  /** The snapshots of the journal in {@code file}; drafts that a killed hub left are deleted. */
  SnapshotFolder(Path file, SqliteJournal journal) {
    this.folder = file.resolveSibling("snapshots").toAbsolutePath();
    this.journal = journal;
    deleteDrafts();
  }

  private Path file(String name) {
    return folder.resolve(name + ENDING);
  }

  /**
   * The names of all snapshots, in order.
   *
   * @throws IOException in words for the user, if the folder cannot be read
   */
  public List<String> names() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*" + ENDING)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - ENDING.length()));
      }
    } catch (IOException failure) {
      throw new IOException("%s cannot be read: %s".formatted(folder, failure), failure);
    }
    Collections.sort(names);
    return names;
  }

  /**
   * The facts of a snapshot.
   *
   * @throws IOException in words for the user, if it is gone
   */
  public SnapshotFacts facts(String name) throws IOException {
    Path file = file(name);
    return new SnapshotFacts(
        name, Files.getLastModifiedTime(file).toInstant(), Files.size(file), counts(file));
  }

  private static Optional<SnapshotFacts.Counts> counts(Path file) {
    try {
      return Optional.of(SqliteFile.snapshot(file).counts());
    } catch (SQLException unreadable) {
      LOG.warn("{} cannot be read", file, unreadable);
      return Optional.empty();
    }
  }

  /**
   * Makes a snapshot of what was committed until now. It is complete and on disk when it gets its name.
   *
   * @throws IOException in words for the user, if that failed; nothing is left of the snapshot then
   */
  public Path create(String name) throws IOException {
    Path draft = folder.resolve(DRAFT + name);
    try {
      OwnerOnly.folder(folder);
      OwnerOnly.write(draft, ""); // SQLite accepts an empty file and keeps its permissions
      journal.copyTo(draft);
      force(draft, StandardOpenOption.WRITE);
      return moved(draft, file(name));
    } catch (IOException | SQLException failure) {
      deleteDrafts();
      throw new IOException(
          NoRoom.on(folder, failure)
              ? "there is no room left for a snapshot on the disk of %s (%s); no snapshot was made"
                  .formatted(folder, StoreWords.of(failure))
              : "the snapshot cannot be written to %s (%s); no snapshot was made"
                  .formatted(folder, StoreWords.of(failure)),
          failure);
    }
  }

  private Path moved(Path draft, Path file) throws IOException {
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      LOG.debug("this system does not sync folders", e);
    }
    return file;
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /**
   * Opens a snapshot for loading; the caller closes it.
   *
   * @throws IllegalStateException in words for the user, if it cannot be read
   */
  public SqliteJournal open(String name) {
    return SqliteJournal.ofSnapshot(file(name));
  }

  /**
   * Replaces the content of the journal with that of a snapshot; on the writing thread, between two
   * batches.
   *
   * @throws IOException if that failed; nothing has changed then
   */
  public void restore(String name) throws IOException {
    journal.replaceBy(file(name));
  }

  /**
   * Deletes a snapshot.
   *
   * @throws IOException in words for the user, if that failed
   */
  public Path delete(String name) throws IOException {
    try {
      Files.delete(file(name));
      return file(name);
    } catch (IOException failure) {
      throw new IOException("%s cannot be deleted: %s".formatted(file(name), failure), failure);
    }
  }

  private void deleteDrafts() {
    if (!Files.exists(folder)) {
      return;
    }
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, DRAFT + "*")) {
      for (Path draft : drafts) {
        Files.delete(draft);
      }
    } catch (IOException e) {
      LOG.warn("a half snapshot cannot be deleted", e);
    }
  }
}
