package io.twinhub.local.frontend.https;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.frontend.net.CondensedLog;
import io.twinhub.local.frontend.wire.ClientText;
import io.twinhub.local.frontend.wire.Tracking;
import java.net.SocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request that was refused, with the reason that its sender may not see; equal ones are
 * condensed. One for all connections of a listener.
 */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private final CondensedLog condensed = new CondensedLog(LOG::info);

  /**
   * Notes a refusal.
   *
   * @param line method and path, as sent; never the query, which may hold more than a log should
   */
  void refused(SocketAddress from, String line, HubError error, Tracking tracking) {
    String request = ClientText.shown(line);
    String why = "%d %s: %s"
        .formatted(
            error.code().number(), error.code().azureName(), ClientText.onOneLine(reason(error)));
    if (condensed.isNew(String.valueOf(from), request + ": " + why)) {
      LOG.info("{} from {}: {} ({})", request, from, why, tracking.id());
    }
  }

  /** Notes a mistake of ours. */
  void failed(SocketAddress from, String line, Throwable cause, Tracking tracking) {
    String request = ClientText.shown(line);
    if (condensed.isNew(String.valueOf(from), "%s failed: %s".formatted(request, cause))) {
      LOG.error("{} from {} failed ({})", request, from, tracking.id(), cause);
    }
  }

  /** Notes a client that sends too slowly. */
  void slow(SocketAddress from, Duration limit) {
    String what =
        "HTTPS: the client takes longer than %d s to send a request".formatted(limit.toSeconds());
    if (condensed.isNew(String.valueOf(from), what)) {
      LOG.info("{} ({})", what, from);
    }
  }

  private static String reason(HubError error) {
    if (error instanceof QueryError.Invalid invalid) {
      QueryProblem first = invalid.problems().get(0);
      return "%d:%d %s".formatted(first.line(), first.column(), first.message());
    }
    return error.message();
  }
}
