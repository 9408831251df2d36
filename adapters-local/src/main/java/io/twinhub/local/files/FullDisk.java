package io.twinhub.local.files;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises a full disk from what the system reports. */
public final class FullDisk {
  /** The size of the hub's smallest file, in bytes; a disk with less room is full. */
  private static final long ROOM_BYTES_MIN = 64 * 1024;

  /** How each of the hub's messages about a full disk begins. */
  public static final String PROBLEM = "there is no room left";

  private FullDisk() {}

  /** Whether {@code failure}, of work on {@code path}, comes from a lack of room. */
  public static boolean explains(@Nullable Throwable failure, Path path) {
    return saysSo(failure) || (failure != null && hasNoRoom(path));
  }

  /** Whether {@code failure} itself reports a lack of room. */
  public static boolean saysSo(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof IOException
          && reason(cause).matches("(?i).*(no space left|quota exceeded).*")) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static String reason(Throwable failure) {
    String reason =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return Optional.ofNullable(reason).orElse("");
  }

  /**
   * The system's message may be in any language, so the free space is checked, too. File systems such as
   * /proc, which have no size, do not count.
   */
  private static boolean hasNoRoom(Path path) {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore disk = Files.getFileStore(there);
      return disk.getTotalSpace() > 0 && disk.getUsableSpace() < ROOM_BYTES_MIN;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** The message for a hub that cannot start because of a full disk. */
  public static String startProblem(Path path, String reason) {
    return (PROBLEM
            + " on the disk of %s (%s). Nothing was lost. Make room, choose another folder with --data, or"
            + " start with --in-memory")
        .formatted(path, reason);
  }
}
