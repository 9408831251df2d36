package io.twinhub.local.frontend.mqtt.session;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the ends of connections to the log: one line each, with a stack trace for mistakes only. */
public final class Slf4jClosingLog implements ClosingLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.twinhub.local.frontend.mqtt");

  @Override
  public void closed(String who, String reason, Optional<Throwable> mistake) {
    mistake.ifPresentOrElse(
        cause -> LOG.error("mqtt: {} closed: {}", who, reason, cause),
        () -> LOG.info("mqtt: {} closed: {}", who, reason));
  }
}
