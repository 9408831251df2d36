package io.twinhub.local.engine.fault;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.fault.DelayRange;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.fault.FaultEffect;
import io.twinhub.domain.fault.FaultInForce;
import io.twinhub.local.engine.operation.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A fault in force, with its random numbers and its count. */
final class LiveFault {
  /**
   * How many devices have random numbers of their own; those after them share one sequence. A hub setting.
   */
  static final int SEQUENCES_MAX = 10_000;

  private static final String SHARED = "";

  private final String id;
  private final Fault fault;
  private final Optional<Instant> until;
  private final Map<String, RandomGenerator> sequences = new HashMap<>();
  private long affected;

  LiveFault(String id, Fault fault, Instant now) {
    this.id = id;
    this.fault = fault;
    this.until = fault.lasts().map(now::plus);
  }

  Fault fault() {
    return fault;
  }

  synchronized FaultInForce inForce() {
    return new FaultInForce(id, fault, until, affected);
  }

  /** Whether it has come to its end. */
  synchronized boolean isOver(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent()
        || fault.times().filter(times -> affected >= times).isPresent();
  }

  /**
   * Decides whether it disturbs one more thing, and counts it.
   *
   * @param whose the device that has random numbers of its own, so that the order in which devices come does
   *     not matter
   */
  synchronized Optional<Effect> strike(String whose, Instant now) {
    if (isOver(now)) {
      return Optional.empty();
    }
    RandomGenerator random = sequence(whose);
    if (fault.probability() < 1 && random.nextDouble() >= fault.probability()) {
      return Optional.empty();
    }
    affected++;
    return Optional.of(effect(random));
  }

  private RandomGenerator sequence(String whose) {
    boolean own = sequences.containsKey(whose) || sequences.size() < SEQUENCES_MAX;
    return sequences.computeIfAbsent(
        own ? whose : SHARED, name -> new SplittableRandom(fault.seed() * 31 + name.hashCode()));
  }

  private Effect effect(RandomGenerator random) {
    FaultEffect effect = fault.effect();
    if (effect instanceof FaultEffect.Latency latency) {
      return Effect.slow(id, latency.delay().pick(random));
    }
    if (effect instanceof FaultEffect.Refusal refusal) {
      return Effect.refuse(
          id, HubError.of(refusal.code(), "the fault '%s' refuses this operation".formatted(id)));
    }
    if (effect instanceof FaultEffect.DropBefore) {
      return Effect.drop(id, Effect.Drop.BEFORE);
    }
    if (effect instanceof FaultEffect.DropAfter) {
      return Effect.drop(id, Effect.Drop.AFTER);
    }
    if (effect instanceof FaultEffect.Late late) {
      return Effect.deliver(id, List.of(wait(late.delay(), random)));
    }
    if (effect instanceof FaultEffect.Twice) {
      return Effect.deliver(id, List.of(Duration.ZERO, Duration.ZERO));
    }
    return effect instanceof FaultEffect.Reordered
        ? Effect.behindNext(id)
        : Effect.deliver(id, List.of());
  }

  private static Duration wait(DelayRange delay, RandomGenerator random) {
    return delay.pick(random);
  }
}
