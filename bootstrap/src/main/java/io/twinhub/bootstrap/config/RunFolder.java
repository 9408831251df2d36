package io.twinhub.bootstrap.config;

import io.twinhub.local.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder through which commands find the hubs that run on this machine. Each hub has a folder in it, which
 * is called like the hub and holds its {@linkplain RunFile facts} and the files that make clients trust it.
 */
public final class RunFolder {
  /** The environment variable that names another folder. */
  public static final String FOLDER_VARIABLE = "TWINHUB_RUN";

  /** How a hub may be called. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

  private static final String LOCK = "lock";

  /** How many hubs of one name there may be: far more than a machine can run. */
  private static final int SAME_NAME_MAX = 10_000;

  private final Path folder;

  /** The hubs that {@code folder} tells of. */
  public RunFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder that {@value #FOLDER_VARIABLE} names, or {@code ~/.twinhub/run}. */
  public static Path defaultFolder() {
    String named = System.getenv(FOLDER_VARIABLE);
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".twinhub", "run")
        : Path.of(named);
  }

  /**
   * Creates the folder, or makes an existing one inaccessible to other users.
   *
   * @throws IOException in words for the user, if this user may not do so
   */
  public void make() throws IOException {
    try {
      OwnerOnly.folder(folder);
    } catch (FileSystemException refused) {
      String reason =
          Optional.ofNullable(refused.getReason()).orElse(refused.getClass().getSimpleName());
      throw new IOException(
          "%s may not be written (%s), but commands find the running hub there; name another folder with %s"
              .formatted(folder, reason, FOLDER_VARIABLE),
          refused);
    }
  }

  /** The facts of the hubs that run, by name. */
  public List<HubFacts> running() {
    List<HubFacts> running = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return running;
    }
    try (DirectoryStream<Path> hubs = Files.newDirectoryStream(folder, Files::isDirectory)) {
      hubs.forEach(hub -> new RunFile(hub).read().ifPresent(running::add));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    running.sort(Comparator.comparing(HubFacts::name));
    return running;
  }

  /**
   * The place of one hub, which no other hub gets until it is closed.
   *
   * @param name the name of the hub
   * @param folder its folder
   */
  public record Place(String name, Path folder, FileChannel lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      lock.close();
    }
  }

  /**
   * Takes the place of a hub with this name.
   *
   * @throws IllegalStateException in words for the user, if a hub with this name runs
   */
  public Place take(String name) throws IOException {
    return tryTake(name)
        .orElseThrow(() -> new IllegalStateException(
            "a hub named '%s' runs already; stop it, or choose another name with --name"
                .formatted(name)));
  }

  /** Takes the place of a hub with this name; if one runs, with this name and a number from 2 on. */
  public Place takeLike(String name) throws IOException {
    Optional<Place> place = tryTake(name);
    for (int number = 2; place.isEmpty() && number < SAME_NAME_MAX; number++) {
      place = tryTake(name + "-" + number);
    }
    return place.orElseThrow(
        () -> new IllegalStateException("%s tells of too many hubs".formatted(folder)));
  }

  /** The operating system releases the lock when the process ends, however it ends. */
  private Optional<Place> tryTake(String name) throws IOException {
    make();
    Path own = folder.resolve(name);
    OwnerOnly.folder(own);
    FileChannel channel =
        FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      taken = false;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(new Place(name, own, channel)) : Optional.empty();
  }
}
