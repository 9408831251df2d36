package io.twinhub.local.frontend.net;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the ends of connections to the log: one line each, with a stack trace for mistakes only. */
public final class Slf4jClosingLog implements ClosingLog {
  private final String protocol;
  private final Logger log;

  /** The log of the front end {@code protocol}, as in its package's name. */
  public Slf4jClosingLog(String protocol) {
    this.protocol = protocol;
    this.log = LoggerFactory.getLogger("io.twinhub.local.frontend." + protocol);
  }

  @Override
  public void closed(String who, String reason, Optional<Throwable> mistake) {
    mistake.ifPresentOrElse(
        cause -> log.error("{}: {} closed: {}", protocol, who, reason, cause),
        () -> log.info("{}: {} closed: {}", protocol, who, reason));
  }

  @Override
  public void refused(String who, String reason) {
    log.info("{}: {} refused: {}", protocol, who, reason);
  }
}
