package io.twinhub.bootstrap.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port: plain HTTP, loopback only. It answers only requests whose Host header names this machine,
 * so that pages of other sites cannot use it, and requires the token of this start for everything that
 * reveals keys or makes changes.
 */
public final class AdminServer implements AutoCloseable {
  /** The largest request body, in bytes; a policy is small. */
  private static final int BODY_BYTES_MAX = 16 * 1024;

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

  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost", "[::1]");
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  static {
    // The JDK's server has no limit unless this property is set before its first use; there is no
    // other way to set one.
    String limit = "sun.net.httpserver.maxReqTime";
    if (System.getProperty(limit) == null) {
      System.setProperty(limit, Integer.toString(REQUEST_SECONDS_MAX));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = new ThreadPoolExecutor(
      0,
      THREADS_MAX,
      IDLE_THREAD_SECONDS_MAX,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      AdminServer::named);
  private final byte[] token;
  private final AdminPages pages;
  private final List<LiveStream<?>> streams;

  /**
   * Starts to listen.
   *
   * @param port the port; 0 means any free one
   * @param token the token that protected pages require
   * @param events what is told as it happens: the changes of the hub's twins, and its operations
   * @throws IOException if the port is taken
   */
  public AdminServer(int port, String token, AdminPages pages, Events events) throws IOException {
    this.token = token.getBytes(StandardCharsets.US_ASCII);
    this.pages = pages;
    this.streams = List.of(LiveStream.of(events.changes()), LiveStream.of(events.journal()));
    this.server = HttpServer.create(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread named(Runnable work) {
    Thread thread = new Thread(work, "twinhub-admin");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What the hub tells as it happens.
   *
   * @param changes the changes of its twins
   * @param journal its operations
   */
  public record Events(TwinChanges changes, OperationJournal journal) {}

  /** The bound port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The address of the list of revoked certificates. */
  public URI revocations() {
    return URI.create("http://127.0.0.1:%d%s".formatted(port(), CertificatePages.REVOCATIONS));
  }

  private void handle(HttpExchange exchange) throws IOException {
    AdminAnswer answer;
    try {
      Optional<AdminAnswer> unlawful = refusal(exchange);
      Optional<LiveStream<?>> stream = streams.stream()
          .filter(one ->
              one.serves(exchange.getRequestMethod(), exchange.getRequestURI().getPath()))
          .findFirst();
      if (unlawful.isEmpty() && stream.isPresent()) {
        stream.get().answer(exchange);
        return;
      }
      answer = unlawful.isPresent() ? unlawful.get() : answer(exchange);
    } catch (HubException refusal) {
      answer = AdminAnswer.text(refusal.code().httpStatus(), refusal.error().message());
    } catch (RuntimeException mistake) {
      LOG.error("the admin port failed on {}", exchange.getRequestURI().getPath(), mistake);
      answer = AdminAnswer.text(500, "the hub failed; its log says why");
    }
    send(exchange, answer);
  }

  private Optional<AdminAnswer> refusal(HttpExchange exchange) {
    if (!isLocal(exchange)) {
      return Optional.of(
          AdminAnswer.text(403, "the admin port answers requests to 127.0.0.1 and localhost only"));
    }
    String path = exchange.getRequestURI().getPath();
    boolean open = !pages.isProtected(exchange.getRequestMethod(), path);
    return open || isAuthorized(exchange)
        ? Optional.empty()
        : Optional.of(AdminAnswer.text(401, "this page needs the admin token of the running hub"));
  }

  private AdminAnswer answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      return AdminAnswer.text(413, "the body is larger than %d bytes".formatted(BODY_BYTES_MAX));
    }
    return pages.answer(new AdminRequest(method, path, query(exchange), body));
  }

  /** The parameters; of two with the same name the last counts. */
  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (String part : raw.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static boolean isLocal(HttpExchange exchange) {
    String host =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    String name = host.replaceFirst(":\\d+$", "");
    return HOSTS.contains(name);
  }

  private boolean isAuthorized(HttpExchange exchange) {
    String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .orElse("");
    String given = header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
  }

  private static void send(HttpExchange exchange, AdminAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
    if (!empty) {
      exchange.getResponseBody().write(answer.body());
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
