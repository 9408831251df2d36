package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.compact.StoredTwin;
import io.twinhub.local.engine.compact.TwinPacking;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Twins as rows of journals, and back. */
public final class Documents {
  private static final TwinPacking PACKING = new TwinPacking();

  private Documents() {}

  /** The row of a twin. */
  public static JournalRow row(StoredTwin twin) {
    return new JournalRow(
        twin.address(),
        Long.parseLong(twin.identity().generationId()),
        () -> PACKING.document(
            PACKING.parts(twin.identity(), twin.twin(), Optional.empty()), Instant.MIN));
  }

  /** The twin of a row. */
  public static StoredTwin twin(TwinAddress address, byte[] document) {
    return PACKING.unpack(PACKING.packed(address, document));
  }

  /** Hands out the twins of a journal; the highest generation, as the journal says it. */
  public static long load(Journal journal, Consumer<StoredTwin> consumer) {
    return journal.load(Documents::twin, consumer);
  }
}
