package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.CopyResult;
import io.twinhub.application.port.in.fleet.RefusedMember;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts the results of the members. */
final class Tally {
  private final Map<FleetWriter.Outcome, Long> written = new EnumMap<>(FleetWriter.Outcome.class);
  private final Consumer<RefusedMember> refused;
  private long gone;
  private long refusals;

  Tally(Consumer<RefusedMember> refused) {
    this.refused = refused;
  }

  void add(FleetCopy.Attempt attempt) {
    Optional<RefusedMember> refusal = attempt.refusal();
    if (refusal.isPresent()) {
      refusals++;
      refused.accept(refusal.get());
    } else if (attempt.outcome().isPresent()) {
      written.merge(attempt.outcome().get(), 1L, Long::sum);
    } else {
      gone++;
    }
  }

  long total() {
    return result().total();
  }

  CopyResult result() {
    return new CopyResult(
        count(FleetWriter.Outcome.CREATED),
        count(FleetWriter.Outcome.CHANGED),
        count(FleetWriter.Outcome.EQUAL),
        gone,
        refusals);
  }

  private long count(FleetWriter.Outcome outcome) {
    return written.getOrDefault(outcome, 0L);
  }
}
