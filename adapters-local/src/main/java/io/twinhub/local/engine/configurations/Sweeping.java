package io.twinhub.local.engine.configurations;

import io.twinhub.domain.configuration.ConfigurationContent.Kind;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.rows.StoredRow;
import io.twinhub.local.engine.writer.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes passes over all twins, one at a time, on a thread of its own that starts with the first of them. */
final class Sweeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeping.class);

  /** How long it waits before it tries again after the hub could not write. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Registrations registrations;
  private final Writer writer;
  private final Applying applying;
  private final Pending pending;

  /** Guarded by this, as are the fields below. */
  private Set<String> changed = new HashSet<>();

  private boolean all;
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private boolean started;
  private volatile boolean stopped;
  private final Thread thread = new Thread(this::work, "twinhub-configurations");

  Sweeping(Registrations registrations, Writer writer, Applying applying, Pending pending) {
    this.registrations = registrations;
    this.writer = writer;
    this.applying = applying;
    this.pending = pending;
    this.thread.setDaemon(true);
  }

  /** Asks for a pass over the twins that this configuration concerns. */
  synchronized CompletableFuture<Void> changed(String id) {
    changed.add(id);
    return requested();
  }

  /** Asks for a pass over all twins. */
  synchronized CompletableFuture<Void> everything() {
    all = true;
    return requested();
  }

  private CompletableFuture<Void> requested() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    waiting.add(done);
    if (!started && !stopped) {
      started = true;
      thread.start();
    }
    notifyAll();
    return done;
  }

  /** Waits for a pass, but not longer than {@code most}. */
  static void await(CompletableFuture<Void> pass, Duration most) {
    try {
      pass.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException goesOn) {
      LOG.debug("the configuration is still being applied", goesOn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What one pass is for.
   *
   * @param all whether it is for all configurations
   * @param changed otherwise the ids of those that it is for
   */
  private record Request(boolean all, Set<String> changed, List<CompletableFuture<Void>> waiting) {}

  private void work() {
    try {
      while (!stopped) {
        Request request = next();
        try {
          long mark = pending.mark();
          pass(request);
          pending.done(mark);
          request.waiting().forEach(done -> done.complete(null));
        } catch (HubException refusal) {
          LOG.debug("configurations are applied later", refusal);
          again(request);
          Thread.sleep(PAUSE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException mistake) {
      LOG.error("configurations are no longer applied because of an error of the hub", mistake);
    }
  }

  private synchronized Request next() throws InterruptedException {
    while (!all && changed.isEmpty()) {
      wait();
    }
    Request request = new Request(all, changed, waiting);
    all = false;
    changed = new HashSet<>();
    waiting = new ArrayList<>();
    return request;
  }

  private synchronized void again(Request request) {
    all |= request.all();
    changed.addAll(request.changed());
    waiting.addAll(request.waiting());
  }

  private void pass(Request request) throws InterruptedException {
    long begun = System.nanoTime();
    ActiveSet set = pending.visible();
    long twins = new Sweep(registrations, writer, applying, () -> stopped)
        .run(row -> concerns(row, set, request));
    LOG.debug(
        "configurations: looked at {} twins in {} ms",
        twins,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  /** Whether a configuration of the request is for this twin, or was. */
  private static boolean concerns(StoredRow row, ActiveSet set, Request request) {
    Set<String> before = row.standings().byId().keySet();
    if (request.all() ? !before.isEmpty() : before.stream().anyMatch(request.changed()::contains)) {
      return true;
    }
    if (row.isEdge()) {
      return true;
    }
    Kind kind = row.isModule() ? Kind.MODULE : Kind.DEVICE;
    for (ActiveConfiguration one : set.all()) {
      if (one.kind() == kind
          && (request.all() || request.changed().contains(one.id()))
          && one.holds(row.address(), row::find)) {
        return true;
      }
    }
    return false;
  }

  /** Ends a pass between two slices. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
