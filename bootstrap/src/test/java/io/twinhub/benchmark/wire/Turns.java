package io.twinhub.benchmark.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rates of two programs, measured in turns, so that what disturbs the machine disturbs both. */
final class Turns {
  static final int WARM_UPS = 5;
  static final int TURNS = Integer.getInteger("bench.turns", 15);

  private final List<Double> ratios = new ArrayList<>();
  private double hub;
  private double rival;

  private Turns() {}

  /** Something that is done as often as possible. */
  interface Work<T> {
    /** How often it was done in a second. */
    double rate(T side) throws Exception;
  }

  /** With {@code -Dbench.onlyhub=true} the hub alone works until it is stopped, so that it can be profiled. */
  static <T> void profile(T hub, Work<T> work) throws Exception {
    while (Boolean.getBoolean("bench.onlyhub")) {
      System.out.printf("%,.0f/s%n", work.rate(hub));
    }
  }

  static <T> Turns of(T hub, T rival, Work<T> work) throws Exception {
    Turns turns = new Turns();
    for (int turn = -WARM_UPS; turn < TURNS; turn++) {
      double one = work.rate(hub);
      double other = work.rate(rival);
      if (turn >= 0) {
        turns.hub += one / TURNS;
        turns.rival += other / TURNS;
        turns.ratios.add(one / other);
      }
    }
    Collections.sort(turns.ratios);
    return turns;
  }

  void print(String work, String rivalName, double must) {
    System.out.printf(
        "%s: hub %,.0f/s, %s %,.0f/s; %.2f of it (%.2f to %.2f; must be %.1f)%n",
        work,
        hub,
        rivalName,
        rival,
        ratios.get(TURNS / 2),
        ratios.get(0),
        ratios.get(TURNS - 1),
        must);
  }
}
