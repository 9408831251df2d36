package io.twinhub.local.frontend.net.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the ends of connections to the log: one line each, with a stack trace for mistakes only; equal lines
 * are condensed.
 */
public final class Slf4jClosingLog implements ClosingLog {
  private final String protocol;
  private static final Pattern ADDRESS = Pattern.compile("^(.*) \\(([^()]*)\\)$");

  private final Logger log;
  private final CondensedLog condensed;

  /** Creates the log of a front end; {@code protocol} is the last part of the logger's name. */
  public Slf4jClosingLog(String protocol) {
    this.protocol = protocol;
    this.log = LoggerFactory.getLogger("io.twinhub.local.frontend." + protocol);
    this.condensed = new CondensedLog(log::info);
  }

  @Override
  public void closed(String who, String reason, Optional<Throwable> mistake) {
    if (!isNew(who, "closed: " + reason)) {
      return;
    }
    mistake.ifPresentOrElse(
        cause -> log.error("{}: {} closed: {}", protocol, who, reason, cause),
        () -> log.info("{}: {} closed: {}", protocol, who, reason));
  }

  @Override
  public void refused(String who, String reason) {
    if (isNew(who, "refused: " + reason)) {
      log.info("{}: {} refused: {}", protocol, who, reason);
    }
  }

  @Override
  public void refused(String who, String reason, String mark) {
    if (isNew(who, "refused: " + reason)) {
      log.info("{}: {} refused: {} ({})", protocol, who, reason, mark);
    }
  }

  /** The address after the client's name is compared without its port, which differs each time. */
  private boolean isNew(String who, String what) {
    Matcher parts = ADDRESS.matcher(who);
    return parts.matches()
        ? condensed.isNew(parts.group(2), "%s: %s %s".formatted(protocol, parts.group(1), what))
        : condensed.isNew("", "%s: %s %s".formatted(protocol, who, what));
  }
}
