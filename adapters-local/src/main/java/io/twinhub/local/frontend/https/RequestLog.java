package io.twinhub.local.frontend.https;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.frontend.wire.ClientText;
import io.twinhub.local.frontend.wire.Tracking;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request that was refused, with the reason that its sender may not see. */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private RequestLog() {}

  /**
   * Notes a refusal.
   *
   * @param line method and path, as sent; never the query, which may hold more than a log should
   */
  static void refused(SocketAddress from, String line, HubError error, Tracking tracking) {
    LOG.info(
        "{} from {}: {} {}: {} ({})",
        ClientText.shown(line),
        from,
        error.code().number(),
        error.code().azureName(),
        ClientText.onOneLine(reason(error)),
        tracking.id());
  }

  /** Notes a mistake of ours. */
  static void failed(SocketAddress from, String line, Throwable cause, Tracking tracking) {
    LOG.error("{} from {} failed ({})", ClientText.shown(line), from, tracking.id(), cause);
  }

  private static String reason(HubError error) {
    if (error instanceof QueryError.Invalid invalid) {
      QueryProblem first = invalid.problems().get(0);
      return "%d:%d %s".formatted(first.line(), first.column(), first.message());
    }
    return error.message();
  }
}
