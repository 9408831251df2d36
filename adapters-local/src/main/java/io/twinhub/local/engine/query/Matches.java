package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.PathCollector;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.plan.Plan;
import io.twinhub.local.engine.query.plan.RowOutput;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Columns;
import io.twinhub.local.engine.query.table.KeyOrder;
import io.twinhub.local.engine.query.table.Table;
import io.twinhub.local.engine.query.value.Truth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The rows that pass one query's condition: counted, or in order. Holds its columns until it is closed. */
final class Matches implements AutoCloseable {
  /*
   * Rows are judged in turns of the table. No write happens within a turn, so every row is judged by one
   * version, which is the one that is handed out. A twin that is written between two turns may be judged
   * before or after the write; it had either state during the query.
   *
   * For ordered results, if many rows pass, rows are visited in the order of their keys until there are
   * enough; if few pass, all of them are gathered by their bits and then sorted.
   */

  /** Gathering and sorting one row costs as much as skipping this many in order. */
  private static final int GATHERING_COST = 100;

  /** How many rows are judged at once, condition by condition; at first only as many as are wanted. */
  private static final int BLOCK_MAX = 512;

  private static final int TURN_WORDS = Table.TURN_ROWS / Long.SIZE;

  private final Table<? extends Candidate> table;
  private final Query query;
  private final Plan plan;
  private final Columns.Lease columns;
  private final RowView view;
  private Filter filter = new Filter.Always(true);
  private int plannedWith = -1;

  Matches(CandidateSource source, Query query, Plan plan) {
    this.table = source.table(collection(plan));
    this.query = query;
    this.plan = plan;
    this.columns = table.columns().lease(plan.deviceIds().isPresent() ? Set.of() : paths());
    this.view = new RowView(table, columns);
  }

  private static CandidateSource.Collection collection(Plan plan) {
    return switch (plan.from()) {
      case DEVICES -> CandidateSource.Collection.DEVICES;
      case MODULES -> CandidateSource.Collection.MODULES;
      case JOBS, EVENTS -> CandidateSource.Collection.JOBS;
    };
  }

  /**
   * The paths that are tested on every row. The output of the rows that pass is read from the rows
   * themselves.
   */
  private Set<JsonPath> paths() {
    Set<JsonPath> paths = new LinkedHashSet<>();
    query.where().ifPresent(where -> {
      for (Path path : PathCollector.pathsOf(where)) {
        paths.add(RootFields.canonical(query.from(), path));
      }
    });
    if (plan.output() instanceof RowOutput.Groups groups) {
      paths.addAll(groups.by());
      groups.figures().forEach(figure -> figure.argument().ifPresent(paths::add));
    }
    return paths;
  }

  Columns.Lease columns() {
    return columns;
  }

  Table<? extends Candidate> table() {
    return table;
  }

  RowView view() {
    return view;
  }

  /** Whether the condition tests rows one by one. */
  boolean asksRows() {
    return table.reading(() -> filter().asksRows());
  }

  /** The filter, to be used in a turn; planned again after a column was given up. */
  private Filter filter() {
    int usable = columns.usable();
    if (usable != plannedWith) {
      plannedWith = usable;
      filter = query
          .where()
          .map(where -> FilterPlanner.filter(plan.from(), where, columns, view))
          .orElse(new Filter.Always(true));
    }
    return filter;
  }

  /** Those devices that the condition names by id and that pass, in order. */
  List<Candidate> lookedUp() {
    TreeMap<String, Candidate> found = new TreeMap<>(KeyOrder::compare);
    for (String id : plan.deviceIds().orElse(List.of())) {
      table
          .find(id)
          .filter(candidate -> plan.condition().test(candidate) == Truth.TRUE)
          .ifPresent(candidate -> found.put(id, candidate));
    }
    return List.copyOf(found.values());
  }

  /** How many rows pass. */
  long count() {
    long[] count = {0};
    turns((words, first) -> {
      for (long word : words) {
        count[0] += Long.bitCount(word);
      }
      return true;
    });
    return count[0];
  }

  /**
   * Visits the rows that pass, in no particular order, until {@code visitor} returns false; each within its
   * turn.
   */
  boolean each(IntPredicate visitor) {
    return turns((words, first) -> eachBit(words, first, visitor));
  }

  private static boolean eachBit(long[] words, int first, IntPredicate visitor) {
    for (int i = 0; i < words.length; i++) {
      for (long left = words[i]; left != 0; left &= left - 1) {
        if (!visitor.test((first + i) * Long.SIZE + Long.numberOfTrailingZeros(left))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Sees the rows of one turn that pass; returns false to stop. */
  private interface Turn {
    boolean see(long[] words, int first);
  }

  private boolean turns(Turn turn) {
    long[] words = new long[TURN_WORDS];
    boolean goesOn = true;
    boolean more = true;
    for (int first = 0; goesOn && more; first += TURN_WORDS) {
      int begin = first;
      goesOn = table.reading(() -> {
        table.present(words, begin);
        filter().narrow(words, begin);
        return turn.see(words, begin);
      });
      more = table.reading(table::bound) > (begin + TURN_WORDS) * Long.SIZE;
    }
    return goesOn;
  }

  /** The first rows after a key that pass, in order, at most {@code wanted}. */
  List<Candidate> next(String afterKey, int wanted) {
    long most = table.reading(() -> filter().most());
    boolean few =
        most < Integer.MAX_VALUE && most * most * GATHERING_COST < (long) wanted * table.count();
    return few ? gathered(afterKey, wanted) : walked(afterKey, wanted);
  }

  private List<Candidate> gathered(String afterKey, int wanted) {
    TreeMap<String, Candidate> found = new TreeMap<>(KeyOrder::compare);
    each(row -> {
      Candidate candidate = table.at(row);
      if (candidate.compareKey(afterKey) > 0) {
        found.put(candidate.key(), candidate);
      }
      return true;
    });
    return found.values().stream().limit(wanted).toList();
  }

  private List<Candidate> walked(String afterKey, int wanted) {
    Walk walk = new Walk(afterKey, wanted);
    boolean ended = wanted == 0;
    while (!ended) {
      ended = table.reading(walk::turn);
    }
    return walk.found;
  }

  /** Goes through the rows in order, turn by turn. */
  private final class Walk {
    private final int wanted;
    private final List<Candidate> found = new ArrayList<>();
    private String last;
    private final int[] block = new int[BLOCK_MAX];
    private int blockLength;
    private int visited;
    private int row;

    Walk(String afterKey, int wanted) {
      this.last = afterKey;
      this.wanted = wanted;
      this.blockLength = Math.min(wanted, BLOCK_MAX);
    }

    /** Does one turn; returns true at the end. */
    boolean turn() {
      Filter passing = filter();
      visited = 0;
      boolean ended = table.inOrder(last, (rows, from, to) -> see(passing, rows, from, to));
      if (!ended) {
        last = table.at(row).key();
      }
      return ended || found.size() == wanted;
    }

    private boolean see(Filter passing, int[] rows, int from, int to) {
      boolean goesOn = true;
      for (int at = from; at < to && goesOn; ) {
        int count = Math.min(to - at, blockLength);
        System.arraycopy(rows, at, block, 0, count);
        take(passing.keep(block, count));
        at += count;
        row = rows[at - 1];
        visited += count;
        blockLength = Math.min(blockLength * 2, BLOCK_MAX);
        goesOn = visited < Table.TURN_ROWS && found.size() < wanted;
      }
      return goesOn;
    }

    private void take(int kept) {
      for (int i = 0; i < kept && found.size() < wanted; i++) {
        found.add(table.at(block[i]));
      }
    }
  }

  @Override
  public void close() {
    columns.close();
  }
}
