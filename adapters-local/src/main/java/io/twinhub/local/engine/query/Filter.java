package io.twinhub.local.engine.query;

import io.twinhub.local.engine.query.plan.Condition;
import io.twinhub.local.engine.query.table.RowSelection;
import io.twinhub.local.engine.query.value.Truth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A condition that filters rows, valid for one turn of the table. */
interface Filter {

  /**
   * Removes the rows that do not pass.
   *
   * @param words one bit per row
   * @param first the index of the first word, counted from row 0
   */
  void narrow(long[] words, int first);

  /** Whether a row passes. */
  boolean passes(int row);

  /**
   * Removes the rows that do not pass.
   *
   * @param rows row numbers; those that pass are moved to the front, in their order
   * @param count how many there are
   * @return how many pass
   */
  default int keep(int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (passes(rows[i])) {
        rows[kept++] = rows[i];
      }
    }
    return kept;
  }

  /** An upper bound of the rows that pass, known without reading rows. */
  long most();

  /** Whether it tests rows one by one; such filters are applied last. */
  boolean asksRows();

  /** Lets all rows pass, or no rows. */
  record Always(boolean pass) implements Filter {
    @Override
    public void narrow(long[] words, int first) {
      if (!pass) {
        Arrays.fill(words, 0);
      }
    }

    @Override
    public boolean passes(int row) {
      return pass;
    }

    @Override
    public long most() {
      return pass ? Long.MAX_VALUE : 0;
    }

    @Override
    public boolean asksRows() {
      return false;
    }
  }

  /** Selects rows by a condition on one column. */
  record Selected(RowSelection selection) implements Filter {
    @Override
    public void narrow(long[] words, int first) {
      selection.narrow(words, first);
    }

    @Override
    public boolean passes(int row) {
      return selection.passesRow(row);
    }

    @Override
    public int keep(int[] rows, int count) {
      return selection.keep(rows, count);
    }

    @Override
    public long most() {
      return selection.count();
    }

    @Override
    public boolean asksRows() {
      return false;
    }
  }

  /** Tests rows one by one. */
  record Asked(Condition condition, Truth wanted, RowView view) implements Filter {
    @Override
    public void narrow(long[] words, int first) {
      for (int i = 0; i < words.length; i++) {
        for (long left = words[i]; left != 0; left &= left - 1) {
          int bit = Long.numberOfTrailingZeros(left);
          if (!passes((first + i) * Long.SIZE + bit)) {
            words[i] &= ~(1L << bit);
          }
        }
      }
    }

    @Override
    public boolean passes(int row) {
      return condition.test(view.at(row)) == wanted;
    }

    @Override
    public long most() {
      return Long.MAX_VALUE;
    }

    @Override
    public boolean asksRows() {
      return true;
    }
  }

  /** Selects the rows that pass all terms. */
  record All(List<Filter> terms) implements Filter {
    /** Sorts the terms: the narrowest first, those that test rows one by one last. */
    public All {
      terms = terms.stream()
          .sorted(Comparator.comparing(Filter::asksRows).thenComparingLong(Filter::most))
          .toList();
    }

    @Override
    public void narrow(long[] words, int first) {
      for (Filter term : terms) {
        term.narrow(words, first);
      }
    }

    @Override
    public boolean passes(int row) {
      for (Filter term : terms) {
        if (!term.passes(row)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int keep(int[] rows, int count) {
      int kept = count;
      for (Filter term : terms) {
        kept = term.keep(rows, kept);
      }
      return kept;
    }

    @Override
    public long most() {
      return terms.stream().mapToLong(Filter::most).min().orElseThrow();
    }

    @Override
    public boolean asksRows() {
      return terms.stream().anyMatch(Filter::asksRows);
    }
  }

  /** Selects the rows that pass at least one term. */
  record Any(List<Filter> terms) implements Filter {
    /** Moves terms that test rows one by one to the end. */
    public Any {
      terms = terms.stream().sorted(Comparator.comparing(Filter::asksRows)).toList();
    }

    @Override
    public void narrow(long[] words, int first) {
      long[] passed = new long[words.length];
      long[] left = new long[words.length];
      for (Filter term : terms) {
        for (int i = 0; i < words.length; i++) {
          left[i] = words[i] & ~passed[i];
        }
        term.narrow(left, first);
        for (int i = 0; i < words.length; i++) {
          passed[i] |= left[i];
        }
      }
      System.arraycopy(passed, 0, words, 0, words.length);
    }

    @Override
    public boolean passes(int row) {
      for (Filter term : terms) {
        if (term.passes(row)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public long most() {
      long sum = 0;
      for (Filter term : terms) {
        sum = term.most() == Long.MAX_VALUE
            ? Long.MAX_VALUE
            : Math.min(sum, Long.MAX_VALUE / 2) + term.most();
      }
      return sum;
    }

    @Override
    public boolean asksRows() {
      return terms.stream().anyMatch(Filter::asksRows);
    }
  }
}
