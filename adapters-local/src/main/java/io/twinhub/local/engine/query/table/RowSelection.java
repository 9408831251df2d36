package io.twinhub.local.engine.query.table;

import io.twinhub.domain.json.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rows that fulfil a condition on one column: a result per code and, once all rows are asked for or the
 * same condition comes again, a bit per row. The first page of a query needs no bits, since it ends early.
 */
public final class RowSelection {
  private static final byte UNKNOWN = 0;
  private static final byte YES = 1;
  private static final byte NO = 2;
  private static final long[] NO_BITS = new long[0];

  private final Column column;
  private final Predicate<Optional<JsonValue>> test;
  private byte[] answers;

  /** Empty as long as nobody needed them. Several readers may ask for them at once. */
  private volatile long[] bits = NO_BITS;

  private int count;
  private boolean dropped;

  /** @param rows how many rows the column has room for */
  RowSelection(Column column, Predicate<Optional<JsonValue>> test, int rows) {
    this.column = column;
    this.test = test;
    this.answers = new byte[column.codes()];
    int defined = 0;
    for (int code = 0; code < answers.length; code++) {
      answers[code] = asked(code);
      defined += code > 0 ? column.uses(code) : 0;
      count += code > 0 && answers[code] == YES ? column.uses(code) : 0;
    }
    count += passes(0) ? rows - defined : 0;
  }

  private byte asked(int code) {
    return test.test(column.value(code)) ? YES : NO;
  }

  /** Makes the bits, unless they are there; in a reader's turn. */
  synchronized void keepBits() {
    if (bits.length > 0 || dropped) {
      return;
    }
    int rows = column.room();
    long[] made = new long[(rows + Long.SIZE - 1) / Long.SIZE];
    for (int row = 0; row < rows; row++) {
      // No branch on the rows' values, since it would often be mispredicted.
      made[row >>> 6] |= (answers[column.code(row)] & 1L) << row;
    }
    bits = made;
  }

  /** Stops keeping count and bits current; only what asks by codes still works. */
  synchronized void drop() {
    dropped = true;
    bits = NO_BITS;
  }

  /** Notes that a code has another value from now on. */
  void renew(int code) {
    if (code >= answers.length) {
      answers = Arrays.copyOf(answers, code + code / 2 + 1);
    }
    answers[code] = asked(code);
  }

  void grow(int rowsBefore, int rows) {
    boolean pass = passes(0);
    count += pass ? rows - rowsBefore : 0;
    int before = bits.length;
    if (before > 0) {
      long[] grown = Arrays.copyOf(bits, rows / Long.SIZE);
      Arrays.fill(grown, before, grown.length, pass ? -1 : 0);
      bits = grown;
    }
  }

  void set(int row, int codeBefore, int code) {
    boolean before = passes(codeBefore);
    boolean after = passes(code);
    if (before != after) {
      count += after ? 1 : -1;
      if (bits.length > 0) {
        bits[row >>> 6] ^= 1L << row;
      }
    }
  }

  /** Whether rows with this code pass. */
  public boolean passes(int code) {
    byte answer = code < answers.length ? answers[code] : UNKNOWN;
    return (answer == UNKNOWN ? asked(code) : answer) == YES;
  }

  /** Whether a row passes. */
  public boolean passesRow(int row) {
    long[] kept = bits;
    return kept.length == 0 ? passes(column.code(row)) : (kept[row >>> 6] >>> row & 1) != 0;
  }

  /** Moves the rows that pass to the front, in their order; returns how many pass. */
  public int keep(int[] rows, int count) {
    long[] known = bits;
    byte[] byCode = answers;
    boolean slowly = dropped;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      rows[kept] = row;
      // No branch on the rows' values, as for the bits.
      if (known.length > 0) {
        kept += (int) (known[row >>> 6] >>> row & 1);
      } else if (slowly) {
        kept += passes(column.code(row)) ? 1 : 0;
      } else {
        kept += byCode[column.code(row)] & 1;
      }
    }
    return kept;
  }

  /** An upper bound of the rows that pass; includes removed rows if "undefined" passes. */
  public int count() {
    return dropped ? Integer.MAX_VALUE : count;
  }

  /** Removes the rows that do not pass from {@code words}, which begin at word {@code first}. */
  public void narrow(long[] words, int first) {
    keepBits();
    long[] known = bits;
    int shared = Math.max(0, Math.min(words.length, known.length - first));
    for (int i = 0; i < shared; i++) {
      words[i] &= known[first + i];
    }
    for (int i = shared; i < words.length; i++) {
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
