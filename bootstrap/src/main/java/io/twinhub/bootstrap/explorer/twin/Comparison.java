package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.application.fleet.FleetComparison;
import io.twinhub.application.fleet.OrderedCalls;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.port.in.fleet.Difference;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.error.HubException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A comparison of two hubs that runs by itself, and is read page by page while it runs: two large hubs take
 * longer than a request may.
 */
final class Comparison implements AutoCloseable {
  /** How many differences a page has. */
  static final int PAGE = 100;

  /** How many differences are kept; a comparison that finds more ends. Nobody reads so many. */
  static final int DIFFERENCES_MAX = 10_000;

  /** How long a request waits for a full page. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private final OpenHub other;
  private final ExecutorService threads;
  private final List<Difference> found = new ArrayList<>();
  private boolean ended;
  private Optional<HubException> failure = Optional.empty();

  private Comparison(OpenHub other) {
    this.other = other;
    this.threads = Executors.newFixedThreadPool(OrderedCalls.CALLS_IN_FLIGHT_MAX + 1, work -> {
      Thread thread = new Thread(work, "twinhub-comparison");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Begins to compare.
   *
   * @param other closed when the comparison ends
   */
  static Comparison of(HubPorts here, OpenHub other) {
    Comparison comparison = new Comparison(other);
    comparison.threads.execute(() -> comparison.run(here));
    return comparison;
  }

  /**
   * Some differences.
   *
   * @param next where the next ones begin; empty if these were the last
   */
  record Page(List<Difference> differences, Optional<Integer> next) {}

  private void run(HubPorts here) {
    try {
      FleetComparison.Extent extent = new FleetComparison.Extent(Redaction.NONE, true);
      var unused = new FleetComparison(here, other.ports(), extent, new OrderedCalls(threads))
          .run(FleetSelection.ALL, FleetProgress.NONE, this::add);
      end(Optional.empty());
    } catch (HubException refusal) {
      end(Optional.of(refusal));
    } catch (CancellationException enough) {
      end(Optional.empty());
    } finally {
      other.close();
      threads.shutdown();
    }
  }

  private synchronized void add(Difference difference) {
    if (found.size() >= DIFFERENCES_MAX) {
      throw new CancellationException("enough");
    }
    found.add(difference);
    notifyAll();
  }

  private synchronized void end(Optional<HubException> reason) {
    ended = true;
    failure = reason;
    notifyAll();
  }

  /**
   * The differences from number {@code from} on: a full page, or what there is after a while.
   *
   * @throws HubException if a hub refused
   */
  synchronized Page page(int from) throws InterruptedException {
    long end = System.nanoTime() + WAIT_MAX.toNanos();
    long left = WAIT_MAX.toMillis();
    while (!ended && found.size() < from + PAGE && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    if (failure.isPresent()) {
      throw failure.get().onThisThread();
    }
    int start = Math.min(from, found.size());
    int stop = Math.min(start + PAGE, found.size());
    boolean last = ended && stop == found.size();
    return new Page(
        List.copyOf(found.subList(start, stop)), last ? Optional.empty() : Optional.of(stop));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
