package io.twinhub.bootstrap.explorer;

import io.twinhub.bootstrap.loopback.LoopbackExchange;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.IfMatch;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The API of the page, below {@code /api/}. Every request needs a session or the admin token; one that changes
 * something also needs a header that other sites cannot send, and must not come from another site.
 */
final class ExplorerApi {
  static final String ROOT = "/api/";

  /** The header that every change needs; a form or a link of another site cannot set it. */
  static final String MARK = "X-Twinhub";

  /**
   * The largest body, in bytes: a message of 64 KB whose every byte is escaped in JSON, and the payload of a
   * method, which has 128 KB.
   */
  static final int BODY_BYTES_MAX = 512 * 1024;

  private static final String JSON = "application/json; charset=utf-8";
  private static final int NO_SESSION = 401_001;
  private static final int FOREIGN = 403_001;

  private final Predicate<LoopbackExchange> allowed;
  private final List<ExplorerGroup> groups;

  /**
   * Answers with {@code groups}.
   *
   * @param allowed whether a request has a session or the admin token
   */
  ExplorerApi(Predicate<LoopbackExchange> allowed, List<ExplorerGroup> groups) {
    this.allowed = allowed;
    this.groups = List.copyOf(groups);
  }

  void answer(LoopbackExchange exchange) throws IOException {
    ExplorerAnswer answer = answered(exchange);
    if (answer instanceof ExplorerAnswer.Events events) {
      stream(exchange, events);
    } else if (answer instanceof ExplorerAnswer.Document document) {
      exchange.send(document.status(), JSON, JsonWriter.bytes(document.body()));
    } else if (answer instanceof ExplorerAnswer.Text text) {
      exchange.send(200, JSON, text.json());
    } else {
      exchange.send(204, JSON, new byte[0]);
    }
  }

  private static void stream(LoopbackExchange exchange, ExplorerAnswer.Events events)
      throws IOException {
    try (ExplorerAnswer.Writer writer = events.writer()) {
      writer.write(exchange.stream("text/event-stream; charset=utf-8"));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private ExplorerAnswer answered(LoopbackExchange exchange) throws IOException {
    if (!allowed.test(exchange)) {
      return ExplorerAnswer.refusal(
          NO_SESSION,
          "this browser is not signed in to the hub; 'twinhub explorer' prints a new address");
    }
    if (isForeign(exchange)) {
      return ExplorerAnswer.refusal(FOREIGN, "the request does not come from the Explorer's page");
    }
    Optional<byte[]> body = exchange.body(BODY_BYTES_MAX);
    if (body.isEmpty()) {
      return ExplorerAnswer.refusal(
          ErrorCode.MESSAGE_TOO_LARGE.number(),
          "the body is larger than %d bytes".formatted(BODY_BYTES_MAX));
    }
    try {
      ExplorerRequest request = request(exchange, body.get());
      return groups.stream()
          .flatMap(group -> group.answer(request).stream())
          .findFirst()
          .orElseGet(() -> ExplorerAnswer.refusal(
              ErrorCode.NOT_FOUND.number(), "there is no " + request.route()));
    } catch (HubException refusal) {
      return ExplorerAnswer.refusal(refusal.error());
    }
  }

  /** A change needs the mark, and its origin, if it has one, must be this server. */
  private static boolean isForeign(LoopbackExchange exchange) {
    if (exchange.method().equals("GET")) {
      return false;
    }
    String here = "http://" + exchange.header("Host").orElse("");
    return !exchange.header(MARK).filter("1"::equals).isPresent()
        || exchange.header("Origin").filter(origin -> !origin.equals(here)).isPresent();
  }

  private static ExplorerRequest request(LoopbackExchange exchange, byte[] body) {
    List<String> segments = Arrays.stream(
            exchange.rawPath().substring(ROOT.length()).split("/", -1))
        .map(ExplorerApi::decoded)
        .toList();
    IfMatch ifMatch = IfMatch.parse(exchange.header("If-Match").orElse(""));
    return new ExplorerRequest(exchange.method(), segments, exchange.query(), body, ifMatch);
  }

  /** In a path a plus is a plus, but the decoder would turn it into a space. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
