package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.compact.StoredTwin;
import java.io.IOException;
import java.util.List;

/**
 * What one commit changes; no address occurs twice.
 *
 * @param puts what is there afterwards
 * @param removals what is not there afterwards
 */
public record JournalBatch(List<JournalRow> puts, List<TwinAddress> removals) {

  /** What puts twins. */
  public static JournalBatch of(List<StoredTwin> twins, List<TwinAddress> removals) {
    return new JournalBatch(twins.stream().map(Documents::row).toList(), removals);
  }

  /** Commits it. */
  public void commitTo(Journal journal) throws IOException {
    puts.forEach(journal::put);
    removals.forEach(journal::remove);
    journal.commit();
  }
}
