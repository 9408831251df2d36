package io.twinhub.bootstrap.explorer;

import io.twinhub.bootstrap.loopback.LoopbackExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files of the page, from the class path. Only the files of a fixed list exist. */
final class ExplorerPages {
  private static final String INDEX = "/";

  /** The modules of the page; a test compares the list with the folder. */
  static final List<String> MODULES = List.of(
      "api",
      "charts",
      "compare",
      "completion",
      "configurations",
      "conflict",
      "devices",
      "do",
      "edit",
      "editor",
      "faults",
      "finder",
      "hubpage",
      "identity",
      "jobs",
      "jobspage",
      "json",
      "keys",
      "live",
      "livepage",
      "main",
      "newdevice",
      "parts",
      "querypage",
      "result",
      "route",
      "rows",
      "state",
      "theme",
      "timeline",
      "tree",
      "twinpage",
      "vendor",
      "why",
      "words");

  private static final Map<String, String> OTHERS = Map.of(
      INDEX,
      "index.html",
      "/explorer.css",
      "explorer.css",
      "/vendor-licences.txt",
      "vendor-licences.txt");

  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "txt", "text/plain; charset=utf-8");

  private static final int ETAG_BYTES = 16;

  private final Map<String, Page> read = new ConcurrentHashMap<>();

  /** The file name for a path, if there is such a page. */
  private static Optional<String> file(String path) {
    Optional<String> module = path.startsWith("/") && path.endsWith(".js")
        ? Optional.of(path.substring(1, path.length() - ".js".length()))
        : Optional.empty();
    return module
        .filter(MODULES::contains)
        .map(name -> name + ".js")
        .or(() -> Optional.ofNullable(OTHERS.get(path)));
  }

  /** Whether there is such a page. */
  boolean has(String path) {
    return file(path).isPresent();
  }

  /** Sends a page that exists; nothing if the browser has it already. */
  void send(LoopbackExchange exchange) throws IOException {
    String name = file(exchange.path()).orElseThrow();
    Page page = read.computeIfAbsent(name, Page::read);
    exchange.set("Cache-Control", "no-cache");
    exchange.set("ETag", page.etag());
    boolean known = exchange.header("If-None-Match").filter(page.etag()::equals).isPresent();
    exchange.send(known ? 304 : 200, page.type(), known ? new byte[0] : page.body());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Page(String type, String etag, byte[] body) {
    static Page read(String name) {
      try (InputStream in = ExplorerPages.class.getResourceAsStream("/explorer/" + name)) {
        if (in == null) {
          throw new IllegalStateException("the page lacks its file " + name);
        }
        byte[] body = in.readAllBytes();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
        String etag = "\"" + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + "\"";
        return new Page(
            TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ""), etag, body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
