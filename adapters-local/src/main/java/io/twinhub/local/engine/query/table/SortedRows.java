package io.twinhub.local.engine.query.table;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Row numbers in the order of their keys, in sorted runs of bounded length; four to six bytes per row.
 * Guarded by the table's lock.
 */
final class SortedRows {
  /** How many rows a run holds at most; inserting moves half of them. */
  static final int RUN_MAX = 512;

  /** How many rows a run has after a load, so that it has room for more before it splits. */
  private static final int RUN_LOADED = 448;

  private int[][] runs = new int[][] {new int[RUN_MAX]};
  private int[] lengths = new int[1];
  private int count = 1;

  /** Fills it with all rows at once, given in order. */
  void fill(int[] sorted) {
    count = Math.max(1, (sorted.length + RUN_LOADED - 1) / RUN_LOADED);
    runs = new int[count][];
    lengths = new int[count];
    for (int i = 0; i < count; i++) {
      int from = i * RUN_LOADED;
      int to = Math.min(sorted.length, from + RUN_LOADED);
      runs[i] = Arrays.copyOf(Arrays.copyOfRange(sorted, from, to), RUN_MAX);
      lengths[i] = to - from;
    }
  }

  /** Copies the rows of another, which can then change independently. */
  void fill(SortedRows other) {
    count = other.count;
    runs = new int[count][];
    lengths = Arrays.copyOf(other.lengths, count);
    for (int i = 0; i < count; i++) {
      runs[i] = other.runs[i].clone();
    }
  }

  /**
   * A place.
   *
   * @param run which run
   * @param at the index in the run, or the index at which it would be inserted
   * @param found whether it is there
   */
  record Place(int run, int at, boolean found) {}

  /**
   * Finds the place of a key.
   *
   * @param compare compares a row's key with it
   */
  Place place(IntUnaryOperator compare) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      boolean later = lengths[middle] == 0 || compare.applyAsInt(runs[middle][0]) > 0;
      if (later) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return within(low, compare);
  }

  private Place within(int run, IntUnaryOperator compare) {
    int low = 0;
    int high = lengths[run] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare.applyAsInt(runs[run][middle]);
      if (order == 0) {
        return new Place(run, middle, true);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return new Place(run, low, false);
  }

  int row(Place place) {
    return runs[place.run()][place.at()];
  }

  void insert(Place place, int row) {
    int run = place.run();
    int at = place.at();
    if (lengths[run] == RUN_MAX) {
      split(run);
      if (at > lengths[run]) {
        at -= lengths[run];
        run++;
      }
    }
    int[] rows = runs[run];
    System.arraycopy(rows, at, rows, at + 1, lengths[run] - at);
    rows[at] = row;
    lengths[run]++;
  }

  private void split(int run) {
    if (count == runs.length) {
      runs = Arrays.copyOf(runs, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    System.arraycopy(runs, run + 1, runs, run + 2, count - run - 1);
    System.arraycopy(lengths, run + 1, lengths, run + 2, count - run - 1);
    int half = RUN_MAX / 2;
    runs[run + 1] = Arrays.copyOf(Arrays.copyOfRange(runs[run], half, RUN_MAX), RUN_MAX);
    lengths[run] = half;
    lengths[run + 1] = RUN_MAX - half;
    count++;
  }

  void remove(Place place) {
    int run = place.run();
    int[] rows = runs[run];
    lengths[run]--;
    System.arraycopy(rows, place.at() + 1, rows, place.at(), lengths[run] - place.at());
    if (lengths[run] == 0 && count > 1) {
      System.arraycopy(runs, run + 1, runs, run, count - run - 1);
      System.arraycopy(lengths, run + 1, lengths, run, count - run - 1);
      count--;
    }
  }

  /**
   * Visits rows in order, starting at a place, until {@code visitor} returns false; returns false in that
   * case.
   */
  boolean from(Place place, Table.RowVisitor visitor) {
    int at = place.at();
    for (int run = place.run(); run < count; run++) {
      if (at < lengths[run] && !visitor.see(runs[run], at, lengths[run])) {
        return false;
      }
      at = 0;
    }
    return true;
  }
}
