package io.twinhub.bootstrap.explorer;

import io.twinhub.bootstrap.loopback.LoopbackExchange;
import io.twinhub.bootstrap.loopback.LoopbackSite;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the Explorer serves: the page's files, the way in with a one-time token, and the API. */
public final class ExplorerSite implements LoopbackSite, AutoCloseable {
  private static final String ROOT = "/";
  private static final String TOKEN = "token";

  private final ExplorerPages pages = new ExplorerPages();
  private final ExplorerSessions sessions;
  private final String advice;
  private final List<ExplorerGroup> groups;
  private final ExplorerApi api;

  /**
   * The Explorer of one hub.
   *
   * @param operator whether a request carries the admin token, which is as good as a session
   * @param advice how to get a new address, for those whose token is not good
   */
  public ExplorerSite(
      Predicate<LoopbackExchange> operator, String advice, List<ExplorerGroup> groups) {
    this(operator, advice, groups, InstantSource.system());
  }

  ExplorerSite(
      Predicate<LoopbackExchange> operator,
      String advice,
      List<ExplorerGroup> groups,
      InstantSource clock) {
    this.sessions = new ExplorerSessions(clock);
    this.advice = advice;
    this.groups = List.copyOf(groups);
    this.api = new ExplorerApi(operator.or(this::hasSession), groups);
  }

  /** A new token, which signs one browser in. */
  public String newToken() {
    return sessions.newToken();
  }

  /** The address that signs a browser in at a port. */
  public static String address(int port, String token) {
    return "http://127.0.0.1:%d/?%s=%s".formatted(port, TOKEN, token);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith(ExplorerApi.ROOT) || pages.has(path);
  }

  @Override
  public void answer(LoopbackExchange exchange) throws IOException {
    if (exchange.path().startsWith(ExplorerApi.ROOT)) {
      api.answer(exchange);
      return;
    }
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      exchange.sendText(405, "the page answers GET only");
      return;
    }
    Optional<String> token = Optional.ofNullable(exchange.query().get(TOKEN));
    if (exchange.path().equals(ROOT) && token.isPresent() && exchange.method().equals("GET")) {
      enter(exchange, token.get());
    } else {
      pages.send(exchange);
    }
  }

  /** A browser that is signed in already may come with its old address once more. */
  private void enter(LoopbackExchange exchange, String token) throws IOException {
    Optional<String> session = sessions.open(token);
    if (session.isEmpty() && !hasSession(exchange)) {
      exchange.sendText(403, "This address was used before, or is too old. " + advice);
      return;
    }
    session.ifPresent(opened -> exchange.set(
        "Set-Cookie",
        "%s=%s; HttpOnly; SameSite=Strict; Path=/".formatted(cookie(exchange), opened)));
    exchange.set("Location", ROOT);
    exchange.send(303, "text/plain; charset=utf-8", new byte[0]);
  }

  /** Browsers send a cookie to all ports of a host, so its name tells the Explorers of two hubs apart. */
  private static String cookie(LoopbackExchange exchange) {
    return "twinhub-" + exchange.port();
  }

  private boolean hasSession(LoopbackExchange exchange) {
    String start = cookie(exchange) + "=";
    return Arrays.stream(exchange.header("Cookie").orElse("").split("; *", -1))
        .filter(one -> one.startsWith(start))
        .anyMatch(one -> sessions.knows(one.substring(start.length())));
  }

  /** Ends what the groups have begun. */
  @Override
  public void close() {
    groups.forEach(ExplorerGroup::close);
  }
}
