package io.twinhub.bootstrap.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the archive for the next start, while a hub runs that has none. */
public final class ArchiveLater {
  /** The system property with which the script {@code twinhub} says that there is none, and where it is wanted. */
  private static final String WANTED = "twinhub.archive";

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveLater.class);

  private ArchiveLater() {}

  /** Begins, in a thread that does not keep the process from ending. */
  public static void begin() {
    Optional<String> wanted = Optional.ofNullable(System.getProperty(WANTED));
    Optional<ClassArchive> archive = ClassArchive.ofThisDistribution();
    if (wanted.isPresent() && archive.isPresent()) {
      Thread thread =
          new Thread(() -> make(archive.get(), Path.of(wanted.get())), "twinhub-archive");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** A hub that could not make one only starts as slowly the next time. */
  private static void make(ClassArchive archive, Path target) {
    try {
      archive.make(target);
      LOG.info("the next start is faster: {} holds the classes for this Java", target);
    } catch (IOException e) {
      LOG.debug("no class-data archive at {}", target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
