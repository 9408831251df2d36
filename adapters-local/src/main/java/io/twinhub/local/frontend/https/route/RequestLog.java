package io.twinhub.local.frontend.https.route;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubError;
import io.twinhub.local.frontend.net.log.CondensedLog;
import io.twinhub.local.frontend.wire.Tracking;
import java.net.SocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each refused request, with the reason, which its sender may not be allowed to see, and
 * one for each request that was answered although something about it is odd. Equal lines are condensed. All
 * connections of a listener share one instance.
 */
public final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private static final int NOT_FOUND = 404;

  private final CondensedLog condensed = new CondensedLog(LOG::info);

  /**
   * Logs a refused request.
   *
   * @param line method and path, as sent; never the query string, which may hold more than belongs in a log
   */
  public void refused(SocketAddress from, String line, HubError error, Tracking tracking) {
    String request = ClientText.shown(line);
    String why = "%d %s: %s"
        .formatted(
            error.code().number(), error.code().azureName(), ClientText.onOneLine(error.message()));
    if (condensed.isNew(String.valueOf(from), same(line, request + ": " + why, error))) {
      LOG.info("{} from {}: {} ({})", request, from, why, tracking.id());
    }
  }

  /**
   * What refusals have in common that are counted together. Programs look whether something is there before
   * they make it, as an import does for each device, so all that is not there counts as the same.
   */
  private static String same(String line, String text, HubError error) {
    boolean absent = error.code().httpStatus() == NOT_FOUND && line.startsWith("GET ");
    return absent
        ? "GET of what is not there: %d %s"
            .formatted(error.code().number(), error.code().azureName())
        : text;
  }

  /** Logs what is odd about a request that was answered. */
  public void remarked(SocketAddress from, String line, String remark) {
    String request = ClientText.shown(line);
    String what = ClientText.onOneLine(remark);
    if (condensed.isNew(String.valueOf(from), request + ": " + what)) {
      LOG.info("{} from {}: {}", request, from, what);
    }
  }

  /** Logs a request whose connection a fault dropped. */
  public void dropped(SocketAddress from, String line, ConnectionDropped why) {
    LOG.info("{} from {}: {}", ClientText.shown(line), from, why.getMessage());
  }

  /** Logs an internal error of the hub. */
  public void failed(SocketAddress from, String line, Throwable cause, Tracking tracking) {
    String request = ClientText.shown(line);
    if (condensed.isNew(String.valueOf(from), "%s failed: %s".formatted(request, cause))) {
      LOG.error("{} from {} failed ({})", request, from, tracking.id(), cause);
    }
  }

  /** Logs a client that sends too slowly. */
  public void slow(SocketAddress from, Duration limit) {
    String what =
        "HTTPS: the client takes longer than %d s to send a request".formatted(limit.toSeconds());
    if (condensed.isNew(String.valueOf(from), what)) {
      LOG.info("{} ({})", what, from);
    }
  }
}
