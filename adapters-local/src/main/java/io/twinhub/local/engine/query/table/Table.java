package io.twinhub.local.engine.query.table;

import io.twinhub.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rows of one collection. One thread writes; any thread reads, in short turns, so that neither waits
 * long for the other.
 *
 * @param <C> the type of a row
 */
public final class Table<C extends Candidate> {
  /*
   * Each row has a number as long as it exists, by which columns know it; the number of a removed row is
   * reused. What is read in one turn is consistent, since no write happens in between. Candidates are
   * immutable, so what was found in a turn may be used after it.
   */

  /** How many rows are read in one turn. */
  public static final int TURN_ROWS = 16 * 1024;

  private static final int BATCH = 256;
  private static final int START = 64;

  private final StampedLock lock = new StampedLock();
  private final SortedRows order = new SortedRows();
  private final Columns columns;
  private Candidate[] rows = new Candidate[START];
  private long[] present = new long[1];
  private int bound;
  private int[] free = new int[START];
  private int freeCount;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * An empty table.
   *
   * @param columnar which paths may have a column: those whose values change only by writes
   */
  public Table(Predicate<JsonPath> columnar) {
    this.columns = new Columns(this, columnar);
  }

  /** How many rows there are. */
  public int count() {
    return count.get();
  }

  /** Runs {@code work} while nobody writes. */
  public <T> T reading(Supplier<T> work) {
    long stamp = lock.readLock();
    try {
      return work.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  private <T> T writing(Supplier<T> work) {
    long stamp = lock.writeLock();
    try {
      return work.get();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private SortedRows.Place place(String key) {
    return order.place(row -> rows[row].compareKey(key));
  }

  @SuppressWarnings("unchecked")
  private C candidate(int row) {
    return (C) rows[row];
  }

  /** The row with this key. */
  public Optional<C> find(String key) {
    return reading(() -> {
      SortedRows.Place place = place(key);
      return place.found() ? Optional.of(candidate(order.row(place))) : Optional.empty();
    });
  }

  /** Puts a row, replacing the one with its key. */
  public void put(C candidate) {
    writing(() -> {
      SortedRows.Place place = place(candidate.key());
      int row = place.found() ? order.row(place) : newRow();
      rows[row] = candidate;
      if (!place.found()) {
        order.insert(place, row);
        present[row >>> 6] |= 1L << row;
        count.incrementAndGet();
      }
      columns.put(row, candidate);
      return row;
    });
  }

  private int newRow() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (bound == rows.length) {
      rows = Arrays.copyOf(rows, bound + Math.max(bound / 2, START));
      present = Arrays.copyOf(present, (rows.length + Long.SIZE - 1) / Long.SIZE);
    }
    return bound++;
  }

  /** Removes the row with this key, if there is one. */
  public void remove(String key) {
    writing(() -> {
      SortedRows.Place place = place(key);
      if (place.found()) {
        remove(place);
      }
      return place;
    });
  }

  private void remove(SortedRows.Place place) {
    int row = order.row(place);
    order.remove(place);
    present[row >>> 6] &= ~(1L << row);
    columns.remove(row);
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = row;
    count.decrementAndGet();
  }

  /** Fills an empty table with many rows at once; no key may occur twice. */
  public void fill(Collection<? extends C> candidates) {
    writing(() -> {
      Candidate[] all = candidates.toArray(new Candidate[0]);
      requireEmpty();
      Arrays.sort(all, (left, right) -> left.compareKey(right.key()));
      int[] sorted = new int[all.length];
      Arrays.setAll(sorted, i -> i);
      order.fill(sorted);
      rows = Arrays.copyOf(all, Math.max(START, all.length));
      bound = all.length;
      count.set(all.length);
      present = new long[(rows.length + Long.SIZE - 1) / Long.SIZE];
      for (int row = 0; row < bound; row++) {
        present[row >>> 6] |= 1L << row;
      }
      return sorted;
    });
  }

  /**
   * Fills an empty table with all rows of another; both can then change independently. Rows are shared, so
   * a copy costs a few bytes per row.
   */
  public void fill(Table<C> other) {
    other.reading(() -> writing(() -> {
      requireEmpty();
      order.fill(other.order);
      rows = other.rows.clone();
      present = other.present.clone();
      bound = other.bound;
      free = other.free.clone();
      freeCount = other.freeCount;
      count.set(other.count());
      return this;
    }));
  }

  private void requireEmpty() {
    if (bound > 0) {
      throw new IllegalStateException("the table is not empty");
    }
  }

  /**
   * The rows after a key, in order. They are read in turns, so writes during the iteration may or may not
   * be seen.
   */
  public Iterator<C> after(String key) {
    return new Scan(key);
  }

  /** The columns of the table. */
  public Columns columns() {
    return columns;
  }

  /** An upper bound: all row numbers are below it. To be called in a turn. */
  public int bound() {
    return bound;
  }

  /** The row with a number that is present. To be called in a turn. */
  public C at(int row) {
    return candidate(row);
  }

  /**
   * Copies words with one bit per row that is present, from word {@code first} on. To be called in a turn.
   */
  public void present(long[] words, int first) {
    int length = Math.max(0, Math.min(words.length, present.length - first));
    if (length > 0) {
      System.arraycopy(present, first, words, 0, length);
    }
    Arrays.fill(words, length, words.length, 0);
  }

  /** Visits row numbers. */
  public interface RowVisitor {
    /**
     * Visits the numbers in {@code rows} from {@code from} up to {@code to}; returns false to stop. The
     * array must not be modified.
     */
    boolean see(int[] rows, int from, int to);
  }

  /**
   * Visits the numbers of the rows after a key, in order, until {@code visitor} returns false. To be called
   * in a turn.
   */
  public boolean inOrder(String afterKey, RowVisitor visitor) {
    if (afterKey.isEmpty()) {
      return order.from(new SortedRows.Place(0, 0, false), visitor);
    }
    SortedRows.Place place = place(afterKey);
    int at = place.found() ? place.at() + 1 : place.at();
    return order.from(new SortedRows.Place(place.run(), at, false), visitor);
  }

  private final class Scan implements Iterator<C> {
    private String last;
    private Iterator<C> batch = List.<C>of().iterator();
    private boolean ended;

    Scan(String afterKey) {
      this.last = afterKey;
    }

    @Override
    public boolean hasNext() {
      if (!batch.hasNext() && !ended) {
        List<C> next = read();
        ended = next.size() < BATCH;
        batch = next.iterator();
      }
      return batch.hasNext();
    }

    private List<C> read() {
      return reading(() -> {
        List<C> next = new ArrayList<>(BATCH);
        inOrder(last, (rows, from, to) -> {
          int end = Math.min(to, from + BATCH - next.size());
          for (int i = from; i < end; i++) {
            next.add(candidate(rows[i]));
          }
          return next.size() < BATCH;
        });
        return next;
      });
    }

    @Override
    public C next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      C candidate = batch.next();
      if (!batch.hasNext()) {
        last = candidate.key();
      }
      return candidate;
    }
  }
}
