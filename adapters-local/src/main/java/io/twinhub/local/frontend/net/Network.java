package io.twinhub.local.frontend.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all front ends share: a few event loops that never block, and worker threads that may.
 * No connection has a thread of its own.
 */
public final class Network implements AutoCloseable {
  /** How many connections all listeners hold together, whatever the heap; more are closed at once. */
  static final int CONNECTIONS_MAX = 20_000;

  /**
   * How many bytes of the heap one connection may need, with TLS and a session of a device protocol; about
   * 35,000 bytes each were measured with 12,000 devices, half of that outside the heap.
   */
  static final int CONNECTION_BYTES = 32 * 1024;

  /** The fraction of the heap that connections may fill: one byte in this many. */
  private static final int HEAP_PARTS = 2;

  /**
   * How many requests are processed at a time. Writes wait for the disk together, so this bounds how many of
   * them share one commit.
   */
  public static final int WORKERS_MAX = 64;

  /** How many large requests are processed at a time, whatever the heap: bulk writes wait for the disk. */
  static final int LARGE_WORKERS_MAX = 16;

  /** How many large requests are processed at a time with the smallest heap. */
  static final int LARGE_WORKERS_MIN = 2;

  /** The heap share of each large request, in bytes; the largest JSON that clients may send needs 9 MiB. */
  private static final long LARGE_WORKER_BYTES = 32L * 1024 * 1024;

  /** How long closing waits for running tasks. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final EventLoopGroup eventLoops;
  private final ExecutorService workers = pool("twinhub-worker", WORKERS_MAX);
  private final ExecutorService largeWorkers =
      pool("twinhub-large", largeWorkers(Runtime.getRuntime().maxMemory()));
  private final ExecutorService handshakes =
      pool("twinhub-tls", Runtime.getRuntime().availableProcessors());
  private final int connectionsMax = connectionsMax(Runtime.getRuntime().maxMemory());
  private final AtomicInteger connections = new AtomicInteger();

  private Network(EventLoopGroup eventLoops) {
    this.eventLoops = eventLoops;
  }

  /** Starts the threads; one event loop for each processor. */
  public static Network start() {
    return new Network(new MultiThreadIoEventLoopGroup(
        Runtime.getRuntime().availableProcessors(),
        new DefaultThreadFactory("twinhub-io", true),
        NioIoHandler.newFactory()));
  }

  private static ExecutorService pool(String name, int threads) {
    return new WorkerPool(name, threads);
  }

  EventLoopGroup eventLoops() {
    return eventLoops;
  }

  /** Runs the costly parts of TLS handshakes. */
  Executor handshakes() {
    return handshakes;
  }

  /**
   * The executor of a new connection.
   *
   * @param onFailure run when a task fails
   */
  SerialExecutor newSerialExecutor(Runnable onFailure) {
    return new SerialExecutor(workers, largeWorkers, onFailure);
  }

  /** How many large requests are processed at a time with a heap of this size. */
  static int largeWorkers(long heapBytes) {
    return (int)
        Math.max(LARGE_WORKERS_MIN, Math.min(LARGE_WORKERS_MAX, heapBytes / LARGE_WORKER_BYTES));
  }

  /** How many connections a heap of this size can hold besides everything else. */
  static int connectionsMax(long heapBytes) {
    return (int) Math.min(CONNECTIONS_MAX, heapBytes / HEAP_PARTS / CONNECTION_BYTES);
  }

  /** How many connections all listeners hold together. */
  int connectionsMax() {
    return connectionsMax;
  }

  /** Counts a new connection, unless the hub holds as many as it can. */
  boolean admit() {
    if (connections.incrementAndGet() <= connectionsMax) {
      return true;
    }
    connections.decrementAndGet();
    return false;
  }

  void dismiss() {
    connections.decrementAndGet();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.get();
  }

  /** Stops all threads; close the listeners first. */
  @Override
  public void close() {
    List<ExecutorService> pools = List.of(workers, largeWorkers, handshakes);
    pools.forEach(ExecutorService::shutdown);
    pools.forEach(Network::end);
    eventLoops
        .shutdownGracefully(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
  }

  private static void end(ExecutorService pool) {
    try {
      if (!pool.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pool.shutdownNow();
    }
  }
}
