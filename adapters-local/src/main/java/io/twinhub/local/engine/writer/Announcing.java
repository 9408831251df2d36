package io.twinhub.local.engine.writer;

import io.twinhub.domain.change.TwinChange;
import java.util.function.Consumer;

/**
 * Who learns of changes.
 *
 * @param feed told of each change once it is visible
 * @param events makes the events that are committed with changes
 * @param consequences makes the changes that follow from changes
 */
public record Announcing(
    Consumer<TwinChange> feed, ChangeEvents events, Consequences consequences) {

  /** Nothing follows from changes. */
  public Announcing(Consumer<TwinChange> feed, ChangeEvents events) {
    this(feed, events, Consequences.NONE);
  }
}
