package io.twinhub.application.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** A store of block blobs on a socket, as far as jobs use one. Its shared access signature is {@value #SAS}. */
public final class BlobStore implements AutoCloseable {
  public static final String SAS = "sv=2021-08-06&sig=VERYSECRET";

  private static final Pattern LATEST = Pattern.compile("<Latest>([^<]+)</Latest>");
  private static final int SHORT = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();

  /** The requests so far, such as {@code PUT out/devices.txt comp=blocklist}. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** Decides about a request before the store does; a status other than 0 is the answer. */
  public volatile Judge judge = request -> 0;

  /** Decides about a request. */
  @FunctionalInterface
  public interface Judge {
    int answer(String request) throws InterruptedException;
  }

  public BlobStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** The URI of a container, with its secret. */
  public String container(String name) {
    return "http://127.0.0.1:%d/%s?%s".formatted(server.getAddress().getPort(), name, SAS);
  }

  public void put(String blob, String text) {
    blobs.put("/" + blob, text.getBytes(StandardCharsets.UTF_8));
  }

  public Optional<String> text(String blob) {
    return Optional.ofNullable(blobs.get("/" + blob))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
      byte[] body = exchange.getRequestBody().readAllBytes();
      String parameters = query.replace(SAS, "").replaceFirst("^&", "");
      String request = "%s %s %s"
          .formatted(exchange.getRequestMethod(), path.substring(1), parameters)
          .strip();
      requests.add(request.substring(0, Math.min(SHORT, request.length())));
      int told = judge.answer(request);
      if (told != 0) {
        exchange.sendResponseHeaders(told, -1);
      } else if (!query.contains(SAS)) {
        exchange.getResponseHeaders().set("x-ms-error-code", "AuthenticationFailed");
        exchange.sendResponseHeaders(403, -1);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        write(exchange, path, parameters, body);
      } else {
        read(exchange, path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(HttpExchange exchange, String path, String parameters, byte[] body)
      throws IOException {
    if (parameters.startsWith("comp=block&blockid=")) {
      blocks.put(path + parameters.substring("comp=block&blockid=".length()), body);
    } else if (parameters.equals("comp=blocklist")) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      LATEST
          .matcher(new String(body, StandardCharsets.UTF_8))
          .results()
          .forEach(id -> whole.writeBytes(blocks.getOrDefault(path + id.group(1), new byte[0])));
      blobs.put(path, whole.toByteArray());
    }
    exchange.sendResponseHeaders(201, -1);
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    byte[] blob = blobs.get(path);
    if (blob == null) {
      exchange.getResponseHeaders().set("x-ms-error-code", "BlobNotFound");
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange.getResponseHeaders().set("ETag", "\"0x" + Arrays.hashCode(blob) + "\"");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(blob.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String[] range = exchange.getRequestHeaders().getFirst("Range").substring(6).split("-", 2);
    int from = Integer.parseInt(range[0]);
    int to = Math.min(blob.length, Integer.parseInt(range[1]) + 1);
    exchange.sendResponseHeaders(206, to - from);
    exchange.getResponseBody().write(blob, from, to - from);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
