package io.twinhub.local.engine.query.table;

import io.twinhub.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The columns of one table: built when a query first needs them, dropped when they are no longer worth it.
 */
public final class Columns {
  /*
   * The writer keeps every live column current, including one that is being built: what it writes behind
   * the builder's position stays, and the builder reads what it writes ahead of it. A query leases its
   * columns; a leased column is never dropped, and its codes keep their meaning.
   */

  /**
   * The maximum number of columns of a table. This limit is ours: each column costs memory and slows every
   * write a little.
   */
  static final int COLUMNS_MAX = 64;

  /** All columns of a table may take one part in this many of the heap. */
  private static final int HEAP_PART = 6;

  /**
   * A column is dropped after this many writes per row without any query: keeping it has then cost as much
   * as building it again.
   */
  private static final int IDLE_WRITES_PER_ROW = 2;

  /** A column is kept for at least this many writes. */
  static final int IDLE_WRITES_MIN = 100_000;

  private final Table<?> table;
  private final Predicate<JsonPath> columnar;
  private final long bytesMax = Runtime.getRuntime().maxMemory() / HEAP_PART;
  private final Map<JsonPath, Column> byPath = new HashMap<>();
  private volatile Column[] live = new Column[0];
  private long ticks;

  Columns(Table<?> table, Predicate<JsonPath> columnar) {
    this.table = table;
    this.columnar = columnar;
  }

  /** Notes a row's new version; called by the writer, in its turn. */
  void put(int row, Candidate candidate) {
    for (Column column : live) {
      column.put(row, candidate.find(column.path()));
    }
  }

  /** Notes that a row is gone; called by the writer, in its turn. */
  void remove(int row) {
    for (Column column : live) {
      column.put(row, Optional.empty());
    }
  }

  /**
   * The columns of those paths that can have one; missing columns are built. They are kept until the lease
   * is closed.
   */
  public Lease lease(Collection<JsonPath> paths) {
    List<Column> leased = new ArrayList<>();
    List<JsonPath> built = new ArrayList<>();
    for (JsonPath path : paths) {
      if (columnar.test(path)) {
        Column column = entry(path);
        leased.add(column);
        if (column.build(table)) {
          built.add(path);
        }
      }
    }
    return new Lease(leased, built);
  }

  private synchronized Column entry(JsonPath path) {
    Column column = byPath.get(path);
    if (column == null) {
      dropIdle();
      column = new Column(path, bytesMax / 2);
      byPath.put(path, column);
    }
    column.use(++ticks);
    live = byPath.values().toArray(new Column[0]);
    return column;
  }

  private void dropIdle() {
    int idleMax = Math.max(IDLE_WRITES_MIN, table.count() * IDLE_WRITES_PER_ROW);
    byPath.values().removeIf(column -> column.isFree() && column.idleWrites() > idleMax);
    long bytes = byPath.values().stream().mapToLong(Column::bytes).sum();
    while (byPath.size() >= COLUMNS_MAX || bytes > bytesMax) {
      Optional<Column> oldest = byPath.values().stream()
          .filter(Column::isFree)
          .min(Comparator.comparingLong(Column::lastUse));
      if (oldest.isEmpty()) {
        return;
      }
      byPath.remove(oldest.get().path());
      bytes -= oldest.get().bytes();
    }
  }

  /** How many columns there are. */
  public synchronized int count() {
    return byPath.size();
  }

  /** Columns in use by one query. */
  public static final class Lease implements AutoCloseable {
    private final List<Column> columns;
    private final List<JsonPath> built;

    Lease(List<Column> columns, List<JsonPath> built) {
      this.columns = columns;
      this.built = built;
    }

    /** The column of a path. */
    public Optional<Column> find(JsonPath path) {
      return columns.stream().filter(column -> column.path().equals(path)).findFirst();
    }

    /** All columns of the lease. */
    public List<Column> all() {
      return columns;
    }

    /** How many of them hold values; the number decreases when one gives up. */
    public int usable() {
      int usable = 0;
      for (Column column : columns) {
        usable += column.isUsable() ? 1 : 0;
      }
      return usable;
    }

    /** Whether this query was the first to need the column. */
    public boolean built(Column column) {
      return built.contains(column.path());
    }

    @Override
    public void close() {
      columns.forEach(Column::release);
    }
  }
}
