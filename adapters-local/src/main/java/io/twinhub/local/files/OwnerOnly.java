package io.twinhub.local.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that nobody but their owner may read, where the file system knows owners. */
public final class OwnerOnly {
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";

  private OwnerOnly() {}

  /** Creates the folder, or removes other users' access to it. */
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(FOLDER));
    }
    restrict(folder, FOLDER);
  }

  /** Removes other users' access to the file. */
  public static void file(Path file) throws IOException {
    restrict(file, FILE);
  }

  /** Writes the file as a whole; see {@link #write(Path, byte[])}. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the file as a whole or not at all; it is never readable by others, not even for a moment. A
   * symbolic link in its place is replaced; what it points to is left as it is.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, attributes(FILE));
    try {
      Files.write(
          draft,
          bytes,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC,
          LinkOption.NOFOLLOW_LINKS);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      Files.deleteIfExists(draft);
      throw failure;
    }
  }

  /**
   * Checks that {@code file} is not a symbolic link. Writing through one would change a file that somebody
   * else may have chosen.
   *
   * @throws IllegalStateException with a message for the user, if it is one
   */
  public static void requireNoLink(Path file) {
    if (Files.isSymbolicLink(file)) {
      throw new IllegalStateException(
          ("%s is a symbolic link, and a hub does not write through links; put the file itself there, or"
                  + " name the folder that holds it with --data")
              .formatted(file));
    }
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (posix()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix() {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix");
  }
}
