package io.twinhub.local.engine.configurations;

import io.twinhub.application.json.JsonSource;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.document.ConfigurationDocument;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.writer.Transaction;
import java.nio.charset.StandardCharsets;

/** Configurations as a journal keeps them, and a note while twins may not be as they want. */
final class StoredConfigurations {
  private static final String KIND = "configuration";
  private static final String PASS = "configuration-pass";
  private static final String UNFINISHED = "unfinished";

  /** Stored contents were checked when they came; a switch that was turned off does not make them wrong. */
  private static final TwinRules RULES = new TwinRules(TwinRules.Arrays.ALLOW);

  private StoredConfigurations() {}

  static void put(Configuration configuration, Transaction tx) {
    byte[] document = JsonWriter.bytes(ConfigurationDocument.stored(configuration));
    tx.keep(new FleetRow(KIND, configuration.id().value(), Bytes.of(document)));
  }

  static void remove(ConfigurationId id, Transaction tx) {
    tx.drop(KIND, id.value());
  }

  /** Notes that a pass over all twins is to be made. */
  static void begin(Transaction tx) {
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
    tx.keep(new FleetRow(PASS, UNFINISHED, Bytes.of(nothing)));
  }

  /** Notes that the pass is made. */
  static void end(Transaction tx) {
    tx.drop(PASS, UNFINISHED);
  }

  /**
   * What a journal has.
   *
   * @param unfinished whether a pass over all twins is to be made
   */
  record Loaded(ActiveSet set, boolean unfinished) {}

  static Loaded load(Journal journal) {
    ActiveSet[] set = {ActiveSet.NONE};
    boolean[] unfinished = {false};
    journal.loadFleet(row -> {
      if (row.kind().equals(KIND)) {
        set[0] = set[0].with(ConfigurationDocument.read(
            JsonText.readOwn(row.document().toArray(), JsonSource::document), RULES));
      } else if (row.kind().equals(PASS)) {
        unfinished[0] = true;
      }
    });
    return new Loaded(set[0], unfinished[0]);
  }
}
