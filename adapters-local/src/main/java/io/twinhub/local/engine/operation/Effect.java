package io.twinhub.local.engine.operation;

import io.twinhub.domain.error.HubError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a rule does to one operation.
 *
 * @param name the name of the rule, for the journal
 * @param delay how long the operation or the delivery waits before it begins
 * @param refusal refuses the operation
 * @param drop whether the client's connection is dropped
 * @param deliveries when the copies of a delivery arrive, counted from its beginning; an empty list loses the
 *     delivery. Only deliveries have copies
 * @param behindNext whether a delivery arrives only after the next one of its kind to the same device
 */
public record Effect(
    String name,
    Duration delay,
    Optional<HubError> refusal,
    Drop drop,
    List<Duration> deliveries,
    boolean behindNext) {

  /** Whether, and when, the client's connection is dropped. */
  public enum Drop {
    /** It is not dropped. */
    NEVER,
    /** Before the operation, which is not done. */
    BEFORE,
    /** After the operation, whose answer the client does not get. */
    AFTER
  }

  private static final List<Duration> ONCE = List.of(Duration.ZERO);

  /** Copies the list. */
  public Effect {
    deliveries = List.copyOf(deliveries);
  }

  /** The operation waits. */
  public static Effect slow(String name, Duration delay) {
    return new Effect(name, delay, Optional.empty(), Drop.NEVER, ONCE, false);
  }

  /** The operation is refused. */
  public static Effect refuse(String name, HubError refusal) {
    return new Effect(name, Duration.ZERO, Optional.of(refusal), Drop.NEVER, ONCE, false);
  }

  /** The client's connection is dropped. */
  public static Effect drop(String name, Drop drop) {
    return new Effect(name, Duration.ZERO, Optional.empty(), drop, ONCE, false);
  }

  /** A delivery arrives at these times, counted from its beginning. */
  public static Effect deliver(String name, List<Duration> deliveries) {
    return new Effect(name, Duration.ZERO, Optional.empty(), Drop.NEVER, deliveries, false);
  }

  /** A delivery arrives after the next one. */
  public static Effect behindNext(String name) {
    return new Effect(name, Duration.ZERO, Optional.empty(), Drop.NEVER, ONCE, true);
  }
}
