package io.twinhub.local.engine.query.table;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The values of one path: a code per row, a value per code and, for frequently used conditions, a bit per
 * row.
 */
public final class Column {
  /*
   * Code 0 is "undefined". A condition on one path gives the same result for all rows with one code, so it
   * is tested once per code. Codes whose last row is gone are reused, but not while a query has a lease,
   * for it may have counted by them.
   *
   * With too many different values, or too long ones, the column gives up: it then holds nothing, and
   * queries read each row. It changes in the writer's turn, or in its builder's before anybody else has it;
   * it is read in a reader's turn.
   */

  /**
   * The maximum number of different values. This limit is ours: beyond it, a column costs more than the
   * rows themselves.
   */
  static final int DISTINCT_MAX = 256 * 1024;

  /** How many conditions have bits of their own; the least recently used one makes room. */
  static final int SELECTIONS_MAX = 32;

  /** The approximate size of a dictionary entry without its text, in bytes. */
  private static final int ENTRY_BYTES = 120;

  /** The approximate size of an object or array in memory, in bytes per character of its text. */
  private static final int CHARACTER_OF_TREE_BYTES = 8;

  private static final int START = 64;
  private static final float LOAD = 0.75f;

  private final JsonPath path;
  private final long bytesMax;
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicInteger idleWrites = new AtomicInteger();
  private final Map<JsonValue, Integer> codeOf = new HashMap<>();
  private final Map<String, RowSelection> selections = new LinkedHashMap<>(START, LOAD, true);
  private RowSelection[] kept = new RowSelection[0];
  private int[] codes = new int[START];
  private List<Optional<JsonValue>> values = new ArrayList<>(List.of(Optional.empty()));
  private int[] uses = new int[START];
  private BitSet vacant = new BitSet();
  private long valueBytes;
  private boolean built;
  private volatile long lastUse;
  private volatile boolean overflown;

  Column(JsonPath path, long bytesMax) {
    this.path = path;
    this.bytesMax = bytesMax;
  }

  /** The path whose values it holds. */
  public JsonPath path() {
    return path;
  }

  void use(long tick) {
    users.incrementAndGet();
    idleWrites.set(0);
    lastUse = tick;
  }

  void release() {
    users.decrementAndGet();
  }

  boolean isFree() {
    return users.get() == 0;
  }

  long lastUse() {
    return lastUse;
  }

  int idleWrites() {
    return idleWrites.get();
  }

  /** Reads all rows, unless that was done before; returns whether it read them now. */
  synchronized boolean build(Table<?> table) {
    if (built) {
      return false;
    }
    int next = 0;
    while (next >= 0) {
      int from = next;
      next = table.reading(() -> readTurn(table, from));
    }
    built = true;
    return true;
  }

  /** Reads the rows of one turn; returns where to continue, or -1 at the end. */
  private int readTurn(Table<?> table, int from) {
    int to = Math.min(table.bound(), from + Table.TURN_ROWS);
    long[] present = new long[Table.TURN_ROWS / Long.SIZE];
    table.present(present, from / Long.SIZE);
    for (int row = from; row < to && !overflown; row++) {
      if ((present[(row - from) >>> 6] >>> row & 1) != 0) {
        set(row, table.at(row).find(path));
      }
    }
    return to < table.bound() && !overflown ? to : -1;
  }

  /** Notes a row's value; called by the writer. */
  void put(int row, Optional<JsonValue> value) {
    idleWrites.incrementAndGet();
    set(row, value);
  }

  private void set(int row, Optional<JsonValue> value) {
    int code = overflown || value.isEmpty() ? 0 : code(value);
    if (overflown) {
      forget();
      return;
    }
    if (row >= codes.length) {
      grow(row);
    }
    int before = codes[row];
    if (code == before) {
      return;
    }
    codes[row] = code;
    used(code);
    unused(before);
    for (RowSelection selection : kept) {
      selection.set(row, before, code);
    }
  }

  /** Grows by whole words, since selections have a bit for each row. */
  private void grow(int row) {
    int before = codes.length;
    codes = Arrays.copyOf(codes, ((row + row / 2) / Long.SIZE + 1) * Long.SIZE);
    for (RowSelection selection : kept) {
      selection.grow(before, codes.length);
    }
  }

  private void used(int code) {
    if (code > 0) {
      uses[code]++;
      vacant.clear(code);
    }
  }

  private void unused(int code) {
    if (code > 0 && --uses[code] == 0) {
      vacant.set(code);
    }
  }

  private int code(Optional<JsonValue> value) {
    Integer known = codeOf.get(value.orElseThrow());
    return known != null ? known : newCode(value);
  }

  private int newCode(Optional<JsonValue> value) {
    int reused = isFree() ? vacant.nextSetBit(0) : -1;
    int code = reused < 0 ? values.size() : reused;
    if (code == DISTINCT_MAX || bytes() > bytesMax) {
      overflown = true;
      return 0;
    }
    if (reused < 0) {
      values.add(value);
    } else {
      JsonValue gone = values.set(code, value).orElseThrow();
      codeOf.remove(gone);
      valueBytes -= bytes(gone);
    }
    if (code == uses.length) {
      uses = Arrays.copyOf(uses, code * 2);
    }
    codeOf.put(value.orElseThrow(), code);
    valueBytes += bytes(value.orElseThrow());
    for (RowSelection selection : kept) {
      selection.renew(code);
    }
    return code;
  }

  private void forget() {
    codeOf.clear();
    selections.clear();
    kept = new RowSelection[0];
    codes = new int[0];
    uses = new int[0];
    values = new ArrayList<>(List.of(Optional.empty()));
    vacant = new BitSet();
    valueBytes = 0;
  }

  private static long bytes(JsonValue value) {
    return ENTRY_BYTES
        + (value instanceof JsonString text ? text.value().length() : 0)
        + (value instanceof JsonObject || value instanceof JsonArray
            ? (long) value.toString().length() * CHARACTER_OF_TREE_BYTES
            : 0);
  }

  /** Its approximate size in bytes. */
  public long bytes() {
    long bits = (long) kept.length * codes.length / Byte.SIZE;
    return valueBytes + (long) (codes.length + uses.length) * Integer.BYTES + bits;
  }

  /** Whether it holds all values; if not, rows must be read. */
  public boolean isUsable() {
    return !overflown;
  }

  /** An upper bound: all codes are below it. */
  public int codes() {
    return values.size();
  }

  /** How many different values the rows have. */
  public int distinct() {
    return Math.max(0, values.size() - 1 - vacant.cardinality());
  }

  /** How many rows it has room for, a multiple of 64. */
  int room() {
    return codes.length;
  }

  /** The code of a row. */
  public int code(int row) {
    return row < codes.length ? codes[row] : 0;
  }

  /** The value of a code. */
  public Optional<JsonValue> value(int code) {
    return values.get(code);
  }

  /** How many rows have a code other than 0. */
  int uses(int code) {
    return uses[code];
  }

  /**
   * The rows whose value fulfils a condition.
   *
   * @param name identifies the condition
   * @param test the condition; always gives the same result for the same value
   */
  public RowSelection select(String name, Predicate<Optional<JsonValue>> test) {
    synchronized (selections) {
      RowSelection known = selections.get(name);
      if (known != null) {
        known.keepBits();
        return known;
      }
      RowSelection selection = new RowSelection(this, test, codes.length);
      selections.put(name, selection);
      if (selections.size() > SELECTIONS_MAX) {
        Iterator<RowSelection> oldest = selections.values().iterator();
        oldest.next().drop();
        oldest.remove();
      }
      kept = selections.values().toArray(new RowSelection[0]);
      return selection;
    }
  }
}
