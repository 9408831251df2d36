package io.twinhub.bootstrap.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request to a {@link LoopbackServer}, and its answer. */
public final class LoopbackExchange {
  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost", "[::1]");

  /**
   * What every answer tells browsers: pages from here load only what comes from here, and no other site may
   * frame or load them.
   */
  private static final Map<String, String> HEADERS = Map.of(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "X-Content-Type-Options",
      "nosniff",
      "Referrer-Policy",
      "no-referrer",
      "Cross-Origin-Resource-Policy",
      "same-origin",
      "Cross-Origin-Opener-Policy",
      "same-origin");

  private static final int OK = 200;

  private final HttpExchange exchange;

  private boolean answered;

  LoopbackExchange(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /** The HTTP method, such as GET. */
  public String method() {
    return exchange.getRequestMethod();
  }

  /** The decoded path, without the query. */
  public String path() {
    return Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("");
  }

  /** The path as it came, without the query. */
  public String rawPath() {
    return Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("");
  }

  /** The first header of this name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /** The port at which the request arrived. */
  public int port() {
    return exchange.getLocalAddress().getPort();
  }

  /** Whether the Host header names this machine, so that the request is not that of another site's page. */
  boolean isToThisMachine() {
    return HOSTS.contains(header("Host").orElse("").replaceFirst(":\\d+$", ""));
  }

  /** The decoded parameters; of two with the same name the last counts. */
  public Map<String, String> query() {
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

  /**
   * Reads the body.
   *
   * @param max the most bytes that it may have
   * @return empty if it has more
   */
  public Optional<byte[]> body(int max) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(max + 1);
    return body.length > max ? Optional.empty() : Optional.of(body);
  }

  /** Sets a header of the answer. */
  public void set(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  /** Sends a whole answer; none of it is kept by caches unless a header said otherwise. */
  public void send(int status, String contentType, byte[] body) throws IOException {
    begin(contentType);
    boolean empty = body.length == 0 || method().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Sends a line of text. */
  public void sendText(int status, String text) throws IOException {
    send(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Begins an answer without a known end, which lasts until the client goes or the exchange is closed. */
  public OutputStream stream(String contentType) throws IOException {
    begin(contentType);
    exchange.sendResponseHeaders(OK, 0);
    return exchange.getResponseBody();
  }

  private void begin(String contentType) {
    answered = true;
    set("Content-Type", contentType);
    if (!exchange.getResponseHeaders().containsKey("Cache-Control")) {
      set("Cache-Control", "no-store");
    }
    HEADERS.forEach(this::set);
  }

  /** Whether an answer was begun. */
  boolean isAnswered() {
    return answered;
  }

  void close() {
    exchange.close();
  }
}
