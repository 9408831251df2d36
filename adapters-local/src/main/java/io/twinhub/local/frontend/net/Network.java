package io.twinhub.local.frontend.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all front ends share: a few event loops that never block, and worker threads that may.
 * No connection has a thread of its own.
 */
public final class Network implements AutoCloseable {
  /** How many connections all listeners hold together; more are closed at once. */
  public static final int CONNECTIONS_MAX = 20_000;

  /**
   * How many requests are worked on at a time. Writes wait for the disk together, so this bounds how
   * many of them share one commit.
   */
  public static final int WORKERS_MAX = 64;

  /** How long closing waits for tasks that run. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration IDLE_WORKER_LIFE = Duration.ofSeconds(30);

  private final EventLoopGroup eventLoops;
  private final ExecutorService workers;
  private final AtomicInteger connections = new AtomicInteger();

  private Network(EventLoopGroup eventLoops, ExecutorService workers) {
    this.eventLoops = eventLoops;
    this.workers = workers;
  }

  /** Starts the threads; one event loop for each processor. */
  public static Network start() {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
        Runtime.getRuntime().availableProcessors(),
        new DefaultThreadFactory("twinhub-io", true),
        NioIoHandler.newFactory());
    // Each connection submits one turn at a time, so the connections bound this queue.
    ThreadPoolExecutor workers = new ThreadPoolExecutor(
        WORKERS_MAX,
        WORKERS_MAX,
        IDLE_WORKER_LIFE.toSeconds(),
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        new DefaultThreadFactory("twinhub-worker", true));
    workers.allowCoreThreadTimeOut(true);
    return new Network(loops, workers);
  }

  EventLoopGroup eventLoops() {
    return eventLoops;
  }

  /** The executor of a new connection. */
  public SerialExecutor newSerialExecutor() {
    return new SerialExecutor(workers);
  }

  /** Counts a connection, unless there are {@value #CONNECTIONS_MAX}. */
  boolean admit() {
    if (connections.incrementAndGet() <= CONNECTIONS_MAX) {
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

  /** Ends all threads; close the listeners first. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.shutdownNow();
    }
    eventLoops
        .shutdownGracefully(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
  }
}
