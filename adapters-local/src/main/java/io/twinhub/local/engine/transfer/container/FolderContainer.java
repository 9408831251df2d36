package io.twinhub.local.engine.transfer.container;

import io.twinhub.local.files.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder of this machine, below the folder that the operator opened. A symbolic link that leads out of it
 * is not followed. Files are readable by their owner only, since they may hold keys.
 */
public final class FolderContainer implements Container {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path folder;

  private FolderContainer(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder.
   *
   * @param root the folder that the operator opened
   * @param path the path of the container
   * @throws ContainerException if it is not an existing folder below {@code root}
   */
  public static FolderContainer below(Path root, String path) throws ContainerException {
    try {
      Path real = Path.of(path).toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        throw outside(root);
      }
      if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
        throw new ContainerException("is not a folder");
      }
      return new FolderContainer(real);
    } catch (ContainerException known) {
      throw known;
    } catch (IOException | InvalidPathException missing) {
      throw new ContainerException("is not an existing folder");
    }
  }

  private static ContainerException outside(Path root) {
    return new ContainerException("is not below the folder that --transfer-folder names, " + root);
  }

  /** The file of a blob; its folder must be in this one even after links are followed. */
  private Path file(String name) throws ContainerException {
    try {
      Path file = folder.resolve(name);
      Path parent = Optional.ofNullable(file.getParent()).orElse(folder);
      if (!parent.toRealPath().startsWith(folder) || Files.isSymbolicLink(file)) {
        throw new ContainerException("has a symbolic link in place of '%s'".formatted(name));
      }
      return file;
    } catch (ContainerException known) {
      throw known;
    } catch (IOException | InvalidPathException missing) {
      throw new ContainerException("has no folder for '%s'".formatted(name));
    }
  }

  @Override
  public void requireWritable(String name) throws ContainerException {
    create(name).close();
  }

  @Override
  public BlobInput open(String name) throws ContainerException {
    Path file = file(name);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ContainerException("has no file '%s'".formatted(name));
      }
      return new BlobInput(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), Files.size(file));
    } catch (ContainerException known) {
      throw known;
    } catch (IOException e) {
      throw new ContainerException("does not let the hub read '%s'".formatted(name));
    }
  }

  @Override
  public BlobOutput create(String name) throws ContainerException {
    Path file = file(name);
    try {
      Path draft = Files.createTempFile(file.getParent(), ".twinhub-", ".new");
      OwnerOnly.file(draft);
      return new Draft(name, file, draft);
    } catch (IOException e) {
      throw new ContainerException("does not let the hub write '%s'".formatted(name));
    }
  }

  /** A file that takes its place when it is complete. */
  private static final class Draft implements BlobOutput {
    private final String name;
    private final Path file;
    private final Path draft;
    private final OutputStream out;

    Draft(String name, Path file, Path draft) throws IOException {
      this.name = name;
      this.file = file;
      this.draft = draft;
      this.out = new BufferedOutputStream(
          Files.newOutputStream(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
          BUFFER_BYTES);
    }

    @Override
    public void write(byte[] bytes) throws ContainerException {
      try {
        out.write(bytes);
      } catch (IOException e) {
        throw full();
      }
    }

    private ContainerException full() {
      return new ContainerException("did not take all of '%s'; is its disk full?".formatted(name));
    }

    @Override
    public void commit() throws ContainerException {
      try {
        out.close();
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw full();
      }
    }

    @Override
    public void close() {
      try {
        out.close();
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        // What is left is a hidden file that a user may delete.
      }
    }
  }
}
