package io.twinhub.local.engine.journal;

/** Generation ids as numbers: the hub's own are digits, and later ones are larger. */
final class Generations {
  private Generations() {}

  /** The generation of {@code twin}. */
  static long number(StoredTwin twin) {
    return Long.parseLong(twin.identity().generationId());
  }
}
