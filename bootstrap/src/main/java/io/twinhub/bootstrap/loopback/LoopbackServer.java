package io.twinhub.bootstrap.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of plain HTTP on the loopback address. It answers only requests whose Host header names this
 * machine, so that pages of other sites cannot use it.
 */
public final class LoopbackServer implements AutoCloseable {
  /**
   * How many requests are served at a time; connections beyond that are closed. A slow request keeps its
   * thread, so the limit is higher than a few clients need.
   */
  private static final int THREADS_MAX = 128;

  private static final int IDLE_THREAD_SECONDS_MAX = 10;

  /**
   * How long a request may take to arrive, in seconds; without a limit, slow requests could keep all threads.
   */
  private static final int REQUEST_SECONDS_MAX = 5;

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

  static {
    // The JDK's server reads these only from properties, before its first use: it has no limit
    // unless one is
    // set, and its small answers wait for the client's acknowledgement unless it does not delay
    // them.
    setUnlessSet("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS_MAX));
    setUnlessSet("sun.net.httpserver.nodelay", "true");
  }

  private final String name;
  private final List<LoopbackSite> sites;
  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Starts to listen.
   *
   * @param name what it is, for messages and the names of threads: {@code admin port}
   * @param port the port; 0 means any free one
   * @param sites what it serves: the first that serves a path answers; the last serves every path
   * @throws IOException if the port is taken
   */
  public LoopbackServer(String name, int port, List<LoopbackSite> sites) throws IOException {
    this.name = name;
    this.sites = List.copyOf(sites);
    this.threads = new ThreadPoolExecutor(
        0,
        THREADS_MAX,
        IDLE_THREAD_SECONDS_MAX,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        this::named);
    this.server = HttpServer.create(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private Thread named(Runnable work) {
    Thread thread = new Thread(work, "twinhub-" + name.replace(' ', '-'));
    thread.setDaemon(true);
    return thread;
  }

  /** The bound port. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange raw) throws IOException {
    LoopbackExchange exchange = new LoopbackExchange(raw);
    try {
      if (exchange.isToThisMachine()) {
        answer(exchange);
      } else {
        exchange.sendText(
            403, "the %s answers requests to 127.0.0.1 and localhost only".formatted(name));
      }
    } catch (RuntimeException mistake) {
      LOG.error("the {} failed on {}", name, exchange.path(), mistake);
      if (!exchange.isAnswered()) {
        exchange.sendText(500, "the hub failed; its log says why");
      }
    } finally {
      exchange.close();
    }
  }

  private void answer(LoopbackExchange exchange) throws IOException {
    Optional<LoopbackSite> site =
        sites.stream().filter(one -> one.serves(exchange.path())).findFirst();
    if (site.isPresent()) {
      site.get().answer(exchange);
    } else {
      exchange.sendText(404, "there is no page " + exchange.path());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
