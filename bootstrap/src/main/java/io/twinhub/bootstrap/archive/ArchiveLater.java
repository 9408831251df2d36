package io.twinhub.bootstrap.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what shortens the next start, while a hub runs that had none of it. */
public final class ArchiveLater {
  /** The system property with which the script {@code twinhub} says where an archive is wanted. */
  private static final String ARCHIVE = "twinhub.archive";

  /** The same for the ahead-of-time cache of a hub's start, for Java 25 and newer. */
  private static final String CACHE = "twinhub.cache";

  /** The options with which the script starts a hub, with blanks between them. */
  private static final String OPTIONS = "twinhub.cache.options";

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveLater.class);

  private ArchiveLater() {}

  /** Begins, in a thread that does not keep the process from ending. */
  public static void begin() {
    Optional<String> archive = Optional.ofNullable(System.getProperty(ARCHIVE));
    Optional<String> cache = Optional.ofNullable(System.getProperty(CACHE));
    Optional<ClassArchive> classes = ClassArchive.ofThisDistribution();
    if (classes.isEmpty() || (archive.isEmpty() && cache.isEmpty())) {
      return;
    }
    StartCache start = new StartCache(classes.get(), options());
    Thread thread = new Thread(
        () -> {
          cache.ifPresent(target -> make(start::make, Path.of(target)));
          archive.ifPresent(target -> make(classes.get()::make, Path.of(target)));
        },
        "twinhub-archive");
    thread.setDaemon(true);
    thread.start();
  }

  private static List<String> options() {
    String options = System.getProperty(OPTIONS, "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1));
  }

  /** A hub that could not make one only starts as slowly the next time. */
  private static void make(WholeFile.Writing maker, Path target) {
    try {
      maker.to(target);
      LOG.info("the next start is faster: {} holds the classes for this Java", target);
    } catch (IOException e) {
      LOG.debug("nothing was made at {}", target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
