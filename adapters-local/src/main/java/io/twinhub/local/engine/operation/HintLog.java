package io.twinhub.local.engine.operation;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.operation.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes hints to the log, each kind once for each device. Safe to use from any thread. */
final class HintLog {
  /** How many lines a hub writes at most; a hub setting. */
  static final int LINES_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(HintLog.class);

  private final Set<Line> written = new HashSet<>();

  private record Line(Optional<TwinAddress> target, Hint.Kind kind) {}

  /** The sentences of {@code hints}, for the journal; those that are new are written to the log as well. */
  List<String> told(Operation operation, List<Hint> hints) {
    if (hints.isEmpty()) {
      return List.of();
    }
    for (Hint hint : hints) {
      if (isNew(new Line(operation.target(), hint.kind()))) {
        LOG.info("hint: {}", hint.sentence());
      }
    }
    return hints.stream().map(Hint::sentence).toList();
  }

  private synchronized boolean isNew(Line line) {
    return written.size() < LINES_MAX && written.add(line);
  }
}
