package io.twinhub.local.engine.rows;

import io.twinhub.local.engine.compact.record.TwinParts;
import io.twinhub.local.engine.journal.JournalRow;

/**
 * A registration together with its stored form.
 *
 * @param registration the registration
 * @param parts its parts, packed; its next state shares those that do not change
 * @param row the row of these parts
 */
public record PackedRegistration(Registration registration, TwinParts parts, StoredRow row) {

  /** What a journal keeps of it. */
  public JournalRow kept() {
    return row.kept(registration, parts);
  }
}
