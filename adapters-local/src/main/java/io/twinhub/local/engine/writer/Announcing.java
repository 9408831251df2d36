package io.twinhub.local.engine.writer;

import io.twinhub.domain.change.TwinChange;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who learns of changes.
 *
 * @param feed told of each change once it is visible
 * @param events makes the events that are committed with changes
 * @param consequences makes the changes that follow from changes
 */
public record Announcing(
    Consumer<TwinChange> feed, ChangeEvents events, Consequences consequences) {
  private static final Logger LOG = LoggerFactory.getLogger(Announcing.class);

  /** Nothing follows from changes. */
  public Announcing(Consumer<TwinChange> feed, ChangeEvents events) {
    this(feed, events, Consequences.NONE);
  }

  /** Tells the feed of a change; if a listener fails, the change stands. */
  void tell(TwinChange change) {
    try {
      feed.accept(change);
    } catch (RuntimeException e) {
      LOG.error("a listener failed on a change of {}", change.address(), e);
    }
  }

  /** Does what was to be done once a batch is visible; if it fails, the batch stands. */
  static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.error("somebody failed who was told of a write", e);
    }
  }
}
