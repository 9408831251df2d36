package io.twinhub.local.engine.journal;

import java.util.List;

/** Generation ids as numbers: the hub's own are digits, and later ones are larger. */
final class Generations {
  private Generations() {}

  /** The highest generation among {@code twins}; 0 if there are none. */
  static long highest(List<StoredTwin> twins) {
    long highest = 0;
    for (StoredTwin twin : twins) {
      highest = Math.max(highest, Long.parseLong(twin.identity().generationId()));
    }
    return highest;
  }
}
