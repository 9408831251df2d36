package io.twinhub.local.engine.hub;

import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.pack.TwinParts;

/**
 * A registration together with what it is kept as.
 *
 * @param registration the registration
 * @param parts its parts, packed; its next state shares those that do not change
 * @param row the row of these parts
 */
record PackedRegistration(Registration registration, TwinParts parts, StoredRow row) {

  /** What a journal shall keep of it. */
  JournalRow kept() {
    return row.kept(registration, parts);
  }
}
