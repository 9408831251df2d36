package io.twinhub.local.engine.transfer;

import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.transfer.ContainerUri;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferError;
import io.twinhub.domain.transfer.TransferKind;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.domain.transfer.TransferStatus;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.transfer.container.BlobInput;
import io.twinhub.local.engine.transfer.container.BlobOutput;
import io.twinhub.local.engine.transfer.container.Container;
import io.twinhub.local.engine.transfer.container.ContainerException;
import io.twinhub.local.engine.transfer.container.FolderContainer;
import io.twinhub.local.engine.transfer.container.HttpContainer;
import io.twinhub.local.engine.transfer.container.Stop;
import io.twinhub.local.engine.writer.Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The import and export jobs of the local hub. One runs at a time, on a thread of its own. */
public final class LocalTransfers implements Transfers, AutoCloseable {
  /** How long a cancellation or a stop waits for the job to end; it looks at least ten times a second. */
  private static final Duration END_WAIT_MAX = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(LocalTransfers.class);

  private final Contents contents;
  private final HubSources sources;
  private final TransferHistory history;
  private volatile Optional<Path> root = Optional.empty();

  /** The job under way, or the one whose containers are being tried. */
  private Optional<Running> running = Optional.empty();

  private volatile boolean stopping;

  /** What jobs read and write. */
  public record Contents(
      Registrations registrations, IdentityRegistry identities, TwinRegistry twins) {}

  /** Jobs that move {@code contents}; {@code writer} keeps them. */
  public LocalTransfers(Contents contents, HubSources sources, Writer writer) {
    this.contents = contents;
    this.sources = sources;
    this.history = new TransferHistory(writer);
  }

  /** A job under way. */
  private static final class Running {
    private final String id;
    private final Thread thread;
    private volatile boolean cancelled;

    Running(String id, Thread thread) {
      this.id = id;
      this.thread = thread;
    }
  }

  /** Lets jobs use folders below {@code folder}. */
  public void openFolder(Path folder) {
    root = Optional.of(folder);
  }

  /** Takes a row that the journal kept; at the hub's start. */
  public void load(FleetRow row) {
    history.load(row);
  }

  /** Tells that jobs which a stop of the hub ended have failed; once, when the writer works. */
  public void begin() {
    history.failUnfinished(sources.clock().instant());
  }

  @Override
  public Transfer start(TransferRequest request) {
    String id = new UUID(sources.random().nextLong(), sources.random().nextLong()).toString();
    Running job = reserve(id, request);
    boolean begun = false;
    try {
      tryContainers(request, () -> stopping);
      Transfer accepted =
          Transfer.enqueued(id, request.withoutSecrets(), sources.clock().instant());
      history.keep(accepted);
      job.thread.start();
      begun = true;
      return accepted;
    } finally {
      if (!begun) {
        free();
      }
    }
  }

  private synchronized Running reserve(String id, TransferRequest request) {
    if (running.isPresent()) {
      throw new HubException(TransferError.oneAtATime(running.get().id));
    }
    Thread thread = new Thread(() -> run(id, request), "twinhub-transfer");
    thread.setDaemon(true);
    Running job = new Running(id, thread);
    running = Optional.of(job);
    return job;
  }

  private synchronized void free() {
    running = Optional.empty();
  }

  private synchronized Optional<Running> underway(String id) {
    return running.filter(job -> job.id.equals(id));
  }

  private void tryContainers(TransferRequest request, Stop stop) {
    requireUsable(request.output(), stop, output -> output.requireWritable(request.outputName()));
    request
        .input()
        .ifPresent(from -> requireUsable(from, stop, input -> {
          try (var tried = input.open(request.blobName()).stream()) {
            var unused = tried.read();
          } catch (ContainerException problem) {
            throw problem;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }));
  }

  /** Something that is done with a container. */
  @FunctionalInterface
  private interface Use {
    void with(Container container) throws ContainerException;
  }

  private void requireUsable(ContainerUri uri, Stop stop, Use use) {
    try {
      use.with(container(uri, stop));
    } catch (ContainerException failure) {
      throw new HubException(TransferError.badContainer(uri, failure.problem()), failure);
    }
  }

  private Container container(ContainerUri uri, Stop stop) throws ContainerException {
    if (!uri.isFolder()) {
      return new HttpContainer(uri, stop);
    }
    Path open = root.orElseThrow(() -> new HubException(TransferError.badContainer(
        uri,
        "is a folder, and this hub uses folders only if it was started with --transfer-folder")));
    return FolderContainer.below(open, uri.folder());
  }

  private void run(String id, TransferRequest request) {
    Stop stop = () -> stopping || underway(id).map(job -> job.cancelled).orElse(true);
    try {
      history.show(id, 0);
      if (request.kind() == TransferKind.EXPORT) {
        runExport(id, request, stop);
      } else {
        runImport(id, request, stop);
      }
    } catch (RuntimeException unexpected) {
      LOG.error("the {} job {} failed", request.kind().word(), id, unexpected);
      end(id, TransferStatus.FAILED, Optional.of("the hub failed; its log says more"));
    } finally {
      free();
    }
  }

  private void end(String id, TransferStatus how, Optional<String> reason) {
    try {
      history.end(id, how, sources.clock().instant(), reason);
    } catch (HubException stopped) {
      LOG.warn("the end of the job {} was not kept: {}", id, stopped.getMessage());
    }
  }

  private void runExport(String id, TransferRequest request, Stop stop) {
    try (BlobOutput file = container(request.output(), stop).create(request.blobName())) {
      new ExportRun(contents.registrations(), !request.excludeKeys(), stop)
          .run(file, percent -> history.show(id, percent));
      file.commit();
      end(id, TransferStatus.COMPLETED, Optional.empty());
    } catch (CancellationException stopped) {
      cancelled(id, "nothing was written");
    } catch (ContainerException failure) {
      end(
          id,
          TransferStatus.FAILED,
          Optional.of("the container %s %s; nothing was written"
              .formatted(request.output(), failure.problem())));
    }
  }

  /** A job that the hub's end stopped stays unfinished here, and is told to have failed at the next start. */
  private void cancelled(String id, String counts) {
    if (!stopping) {
      end(id, TransferStatus.CANCELLED, Optional.of("cancelled; " + counts));
    }
  }

  private void runImport(String id, TransferRequest request, Stop stop) {
    ContainerUri from = request.input().orElseThrow();
    try (ErrorLog errors = new ErrorLog(container(request.output(), () -> stopping))) {
      ImportRun run =
          new ImportRun(new ImportWrites(contents.identities(), contents.twins()), errors, stop);
      Optional<String> problem = imported(id, request, run, stop);
      Optional<String> counts =
          run.failures() > 0 || problem.isPresent() ? Optional.of(run.counts()) : Optional.empty();
      if (!stopping) {
        errors.commit();
      }
      if (stop.isWanted()) {
        cancelled(id, run.counts());
      } else if (problem.isPresent()) {
        end(
            id,
            TransferStatus.FAILED,
            Optional.of(
                "the container %s %s; %s".formatted(from, problem.get(), counts.orElse(""))));
      } else {
        end(id, TransferStatus.COMPLETED, counts);
      }
    } catch (ContainerException failure) {
      end(
          id,
          TransferStatus.FAILED,
          Optional.of("the lines that failed could not be listed: the container %s %s"
              .formatted(request.output(), failure.problem())));
    }
  }

  /** Imports the file; returns what ended it early, if anything did. */
  private Optional<String> imported(String id, TransferRequest request, ImportRun run, Stop stop) {
    try {
      BlobInput file = container(request.input().orElseThrow(), stop).open(request.blobName());
      try (var stream = file.stream()) {
        run.run(new BlobInput(stream, file.bytes()), percent -> history.show(id, percent));
      }
      return Optional.empty();
    } catch (CancellationException stopped) {
      return Optional.of("was not read to its end");
    } catch (ContainerException failure) {
      return Optional.of(failure.problem());
    } catch (IOException failure) {
      return Optional.of("could not be read");
    }
  }

  @Override
  public Optional<Transfer> find(String id) {
    return history.find(id);
  }

  @Override
  public List<Transfer> list() {
    return history.list(sources.clock().instant());
  }

  @Override
  public void cancel(String id) {
    Transfer job = find(id).orElseThrow(() -> new HubException(TransferError.notFound(id)));
    Optional<Running> underway = underway(id);
    if (underway.isEmpty()) {
      Transfer now = find(id).orElse(job);
      throw new HubException(TransferError.hasEnded(now));
    }
    underway.get().cancelled = true;
    await(underway.get().thread);
  }

  private static void await(Thread thread) {
    try {
      thread.join(END_WAIT_MAX.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the job under way; the next start of the hub tells that it failed. */
  @Override
  public void close() {
    stopping = true;
    Optional<Running> last;
    synchronized (this) {
      last = running;
    }
    last.ifPresent(job -> await(job.thread));
  }
}
