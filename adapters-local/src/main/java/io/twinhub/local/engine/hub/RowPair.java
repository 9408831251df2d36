package io.twinhub.local.engine.hub;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.query.table.Table;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Rows;
import io.twinhub.local.engine.rows.StoredRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows at one address before and after a hub's rows were replaced; never the same row twice.
 *
 * @param before the row before, if there was one
 * @param after the row after, if there is one
 */
record RowPair(Optional<StoredRow> before, Optional<StoredRow> after) {

  /** Visits all addresses at which two sets of rows differ. */
  static void each(Rows before, Rows after, Consumer<RowPair> visitor) {
    each(before.devices(), after.devices(), visitor);
    each(before.modules(), after.modules(), visitor);
  }

  private static void each(
      Table<StoredRow> before, Table<StoredRow> after, Consumer<RowPair> visitor) {
    Iterator<StoredRow> olds = before.after("");
    Iterator<StoredRow> news = after.after("");
    Optional<StoredRow> old = next(olds);
    Optional<StoredRow> one = next(news);
    while (old.isPresent() || one.isPresent()) {
      int order = compare(old, one);
      RowPair pair =
          new RowPair(order <= 0 ? old : Optional.empty(), order >= 0 ? one : Optional.empty());
      if (!pair.isSame()) {
        visitor.accept(pair);
      }
      old = order <= 0 ? next(olds) : old;
      one = order >= 0 ? next(news) : one;
    }
  }

  private static Optional<StoredRow> next(Iterator<StoredRow> rows) {
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  private static int compare(Optional<StoredRow> old, Optional<StoredRow> one) {
    if (old.isEmpty() || one.isEmpty()) {
      return old.isEmpty() ? 1 : -1;
    }
    return old.get().compareKey(one.get().key());
  }

  private boolean isSame() {
    return before.isPresent() && after.isPresent() && before.get() == after.get();
  }

  /** Makes a journal keep {@code after} instead of {@code before}, all of it or nothing. */
  static void write(Journal journal, Rows before, Rows after) throws IOException {
    if (!journal.isLasting()) {
      return;
    }
    try {
      journal.removeMessages();
      each(
          before,
          after,
          pair -> pair.after()
              .ifPresentOrElse(
                  row -> journal.put(row.kept()), () -> journal.remove(pair.address())));
      journal.commit();
    } catch (IOException | RuntimeException failure) {
      journal.rollBack();
      throw failure;
    }
  }

  private TwinAddress address() {
    return before.or(() -> after).orElseThrow().registration().address();
  }

  /**
   * The changes to announce. A twin that differs counts as deleted and created, not as patched: the new one
   * has a history of its own.
   */
  List<TwinChange> changes(Instant now) {
    Optional<Registration> old = before.map(StoredRow::registration);
    Optional<Registration> one = after.map(StoredRow::registration);
    if (old.isPresent() && one.isPresent() && isSameTwin(old.get(), one.get())) {
      Twin was = old.get().twin();
      Twin is = one.get().twin();
      return was.root().equals(is.root())
          ? List.of()
          : List.of(new TwinChange.RootChanged(was, is, now));
    }
    List<TwinChange> changes = new ArrayList<>();
    old.ifPresent(gone -> changes.add(new TwinChange.Deleted(gone.twin(), now)));
    one.ifPresent(here -> changes.add(new TwinChange.Created(here.twin(), now)));
    return changes;
  }

  private static boolean isSameTwin(Registration old, Registration one) {
    return old.identity().equals(one.identity())
        && old.twin().with(one.twin().root()).equals(one.twin());
  }
}
