package io.twinhub.bootstrap;

import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reserves a data folder for one process. The operating system releases the lock when the process ends,
 * however it ends.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of {@code folder}, and creates the folder if it does not exist.
   *
   * @throws IllegalStateException naming the process that holds the lock, or saying that the folder is not
   *     writable
   */
  static FolderLock acquire(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    boolean isNew = !Files.exists(file);
    FileChannel channel = open(folder, file);
    if (!isLocked(channel)) {
      String holder = Files.readString(file, StandardCharsets.US_ASCII).strip();
      channel.close();
      throw inUse(folder, holder);
    }
    // The lock file may have been removed, while the process that holds the lock still runs.
    Optional<Long> holder = isNew
        ? SqliteJournal.otherOwner(folder.resolve(SqliteJournal.FILE_NAME))
        : Optional.empty();
    if (holder.isPresent()) {
      Files.delete(file);
      channel.close();
      throw inUse(folder, holder.get());
    }
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(
          Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new FolderLock(channel);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  private static IllegalStateException inUse(Path folder, Object holder) {
    return new IllegalStateException(
        "%s is used by another hub (process %s); stop it, or choose another folder with --data"
            .formatted(folder, holder));
  }

  private static FileChannel open(Path folder, Path file) {
    OwnerOnly.requireNoLink(file);
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new IllegalStateException(
          ("%s may not be written (%s), but a hub keeps its twins and keys there; choose another folder"
                  + " with --data, or start with --in-memory")
              .formatted(folder, reason(e)),
          e);
    }
  }

  private static String reason(IOException failure) {
    return Optional.of(failure)
        .map(e -> e instanceof FileSystemException file ? file.getReason() : e.getMessage())
        .orElseGet(() -> failure.getClass().getSimpleName());
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
