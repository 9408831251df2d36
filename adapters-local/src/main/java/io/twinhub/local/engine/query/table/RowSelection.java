package io.twinhub.local.engine.query.table;

import io.twinhub.domain.json.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** The rows that fulfil a condition on one column: a result per code, and a bit per row. */
public final class RowSelection {
  private static final byte UNKNOWN = 0;
  private static final byte YES = 1;
  private static final byte NO = 2;

  private final Column column;
  private final Predicate<Optional<JsonValue>> test;
  private byte[] answers;
  private long[] bits;
  private int count;
  private boolean dropped;

  RowSelection(Column column, Predicate<Optional<JsonValue>> test, int[] codes) {
    this.column = column;
    this.test = test;
    this.answers = new byte[column.codes()];
    for (int code = 0; code < answers.length; code++) {
      answers[code] = asked(code);
    }
    this.bits = new long[(codes.length + Long.SIZE - 1) / Long.SIZE];
    for (int row = 0; row < codes.length; row++) {
      // No branch on the rows' values, since it would often be mispredicted.
      long bit = answers[codes[row]] & 1;
      bits[row >>> 6] |= bit << row;
      count += (int) bit;
    }
  }

  private byte asked(int code) {
    return test.test(column.value(code)) ? YES : NO;
  }

  /** Stops keeping the bits current; only {@link #passes} still works. */
  void drop() {
    dropped = true;
    bits = new long[0];
  }

  /** Notes that a code has another value from now on. */
  void renew(int code) {
    if (code >= answers.length) {
      answers = Arrays.copyOf(answers, code + code / 2 + 1);
    }
    answers[code] = asked(code);
  }

  void grow(int words) {
    int before = bits.length;
    bits = Arrays.copyOf(bits, words);
    if (passes(0)) {
      Arrays.fill(bits, before, words, -1);
      count += (words - before) * Long.SIZE;
    }
  }

  void set(int row, int code) {
    int word = row >>> 6;
    boolean before = (bits[word] >>> row & 1) != 0;
    boolean after = passes(code);
    if (before != after) {
      bits[word] ^= 1L << row;
      count += after ? 1 : -1;
    }
  }

  /** Whether rows with this code pass. */
  public boolean passes(int code) {
    byte answer = code < answers.length ? answers[code] : UNKNOWN;
    return (answer == UNKNOWN ? asked(code) : answer) == YES;
  }

  /** Whether a row passes. */
  public boolean passesRow(int row) {
    if (dropped) {
      return passes(column.code(row));
    }
    return (bits[row >>> 6] >>> row & 1) != 0;
  }

  /** Moves the rows that pass to the front, in their order; returns how many pass. */
  public int keep(int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      rows[kept] = row;
      // No branch, as in the constructor.
      kept += dropped ? (passesRow(row) ? 1 : 0) : (int) (bits[row >>> 6] >>> row & 1);
    }
    return kept;
  }

  /** An upper bound of the rows that pass; includes removed rows if "undefined" passes. */
  public int count() {
    return dropped ? Integer.MAX_VALUE : count;
  }

  /** Removes the rows that do not pass from {@code words}, which begin at word {@code first}. */
  public void narrow(long[] words, int first) {
    int shared = dropped ? 0 : Math.min(words.length, bits.length - first);
    for (int i = 0; i < shared; i++) {
      words[i] &= bits[first + i];
    }
    for (int i = Math.max(0, shared); i < words.length; i++) {
      words[i] = oneByOne(first + i, words[i]);
    }
  }

  private long oneByOne(int word, long asked) {
    long passing = 0;
    for (long left = asked; left != 0; left &= left - 1) {
      int bit = Long.numberOfTrailingZeros(left);
      passing |= passes(column.code(word * Long.SIZE + bit)) ? 1L << bit : 0;
    }
    return passing;
  }
}
