package io.twinhub.bootstrap.fleet;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a fleet to a file. It writes under another name in the same folder first, so that the file is either
 * complete or unchanged. It may hold keys, so only its owner may read it.
 */
public final class FleetFileWriter implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final Path part;
  private final OutputStream out;

  private FleetFileWriter(Path file, Path part) throws IOException {
    this.file = file;
    this.part = part;
    this.out = new BufferedOutputStream(Files.newOutputStream(
        part, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Begins a file.
   *
   * @throws FileProblem if it cannot be written there
   */
  public static FleetFileWriter begin(Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      Files.deleteIfExists(part);
      if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(part, OWNER_ONLY);
      } else {
        Files.createFile(part);
      }
      return new FleetFileWriter(file, part);
    } catch (IOException e) {
      throw FileProblem.unwritable(file, e);
    }
  }

  /** Writes one line. */
  public void write(JsonObject document) {
    try {
      out.write(JsonWriter.bytes(document));
      out.write('\n');
    } catch (IOException e) {
      throw FileProblem.unwritable(file, e);
    }
  }

  /** Gives the complete file its name. */
  public void finish() {
    try {
      out.close();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileProblem.unwritable(file, e);
    }
  }

  /** Deletes an unfinished file. */
  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw FileProblem.unwritable(file, e);
    }
  }
}
