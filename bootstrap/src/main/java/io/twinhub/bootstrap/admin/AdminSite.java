package io.twinhub.bootstrap.admin;

import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.bootstrap.loopback.BearerToken;
import io.twinhub.bootstrap.loopback.LoopbackExchange;
import io.twinhub.bootstrap.loopback.LoopbackSite;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the admin port serves for the hub's operator. Everything that reveals keys or makes changes needs the
 * token of this start.
 */
public final class AdminSite implements LoopbackSite {
  /** The largest request body, in bytes; a policy is small. */
  private static final int BODY_BYTES_MAX = 16 * 1024;

  private final BearerToken token;
  private final AdminPages pages;
  private final List<LiveStream<?>> streams;

  /**
   * The site of one hub.
   *
   * @param token the token that protected pages require
   * @param changes the changes of the hub's twins, as they happen
   * @param journal its operations, as they happen
   */
  public AdminSite(
      BearerToken token, AdminPages pages, TwinChanges changes, OperationJournal journal) {
    this.token = token;
    this.pages = pages;
    this.streams = List.of(LiveStream.of(changes), LiveStream.of(journal));
  }

  @Override
  public boolean serves(String path) {
    return true;
  }

  @Override
  public void answer(LoopbackExchange exchange) throws IOException {
    if (pages.isProtected(exchange.method(), exchange.path()) && !token.isIn(exchange)) {
      exchange.sendText(401, "this page needs the admin token of the running hub");
      return;
    }
    Optional<LiveStream<?>> stream = streams.stream()
        .filter(one -> one.serves(exchange.method(), exchange.path()))
        .findFirst();
    if (stream.isPresent()) {
      stream.get().answer(exchange);
      return;
    }
    AdminAnswer answer = page(exchange);
    exchange.send(answer.status(), answer.contentType(), answer.body());
  }

  private AdminAnswer page(LoopbackExchange exchange) throws IOException {
    Optional<byte[]> body = exchange.body(BODY_BYTES_MAX);
    if (body.isEmpty()) {
      return AdminAnswer.text(413, "the body is larger than %d bytes".formatted(BODY_BYTES_MAX));
    }
    try {
      return pages.answer(
          new AdminRequest(exchange.method(), exchange.path(), exchange.query(), body.get()));
    } catch (HubException refusal) {
      return AdminAnswer.text(refusal.code().httpStatus(), refusal.error().message());
    }
  }
}
