package io.twinhub.local.engine.measure;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Arrays of counters. */
final class Counters {
  private Counters() {}

  static LongAdder[] of(int size) {
    LongAdder[] counters = new LongAdder[size];
    Arrays.setAll(counters, i -> new LongAdder());
    return counters;
  }
}
