package io.twinhub.local.frontend.https;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.frontend.wire.ClientText;
import io.twinhub.local.frontend.wire.Tracking;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request that was refused, with the reason that its sender may not see, and for each that
 * was answered although something about it is odd.
 */
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

  /** Notes what is odd about a request that was answered. */
  static void remarked(SocketAddress from, String line, String remark) {
    LOG.info("{} from {}: {}", ClientText.shown(line), from, ClientText.onOneLine(remark));
  }

  /** Notes a mistake of ours. */
  static void failed(SocketAddress from, String line, Throwable cause, Tracking tracking) {
    LOG.error("{} from {} failed ({})", ClientText.shown(line), from, tracking.id(), cause);
  }

  private static String reason(HubError error) {
    if (error instanceof QueryError.Invalid invalid) {
      return place(invalid.problems().get(0));
    }
    return error.message();
  }

  /** A problem of a query on one line, without the query. */
  static String place(QueryProblem problem) {
    return "%d:%d %s".formatted(problem.line(), problem.column(), problem.message());
  }
}
