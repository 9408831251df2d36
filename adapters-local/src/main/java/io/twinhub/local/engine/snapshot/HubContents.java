package io.twinhub.local.engine.snapshot;

import io.twinhub.local.engine.compact.TwinPacking;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.rows.Rows;
import io.twinhub.local.engine.rows.StoredRow;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All identities and twins of a hub as they were at one moment, with every device disconnected. Immutable:
 * any number of hubs may begin with it, since they share each twin until it is written.
 */
public final class HubContents {
  /** How many twins are loaded between two progress messages. */
  private static final int PROGRESS_STEP = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(HubContents.class);

  private final Rows rows;
  private final long generation;

  /**
   * Contents.
   *
   * @param rows the rows, which nobody may change from now on
   * @param generation the highest generation that was ever given
   */
  public HubContents(Rows rows, long generation) {
    this.rows = rows;
    this.generation = generation;
  }

  /** Contents without any identity. */
  public static HubContents empty() {
    return new HubContents(Rows.empty(), 0);
  }

  /** The contents of a hub, without its connections. */
  public static HubContents of(Rows rows, long generation, Instant now) {
    List<StoredRow> connected =
        rows.stream().filter(row -> !row.isUnconnected()).toList();
    TwinPacking packing = new TwinPacking();
    for (StoredRow row : connected) {
      Registration quiet = row.registration().restored(now);
      rows.of(quiet.address()).put(StoredRow.of(quiet, packing));
    }
    return new HubContents(rows, generation);
  }

  /** The contents of a journal. The journal is closed if it cannot be read. */
  public static HubContents load(Journal journal, Instant now) {
    try {
      Registrations loading = new Registrations();
      Registrations.Load load = loading.load();
      long generation =
          journal.load((address, document) -> load.restored(address, document, now), row -> {
            int loaded = load.add(row);
            if (loaded % PROGRESS_STEP == 0) {
              LOG.info("{} twins loaded", loaded);
            }
          });
      load.end();
      return new HubContents(loading.rows(), generation);
    } catch (RuntimeException failure) {
      journal.close();
      throw failure;
    }
  }

  /** The rows; not to be changed. */
  public Rows rows() {
    return rows;
  }

  /** The highest generation that was ever given. */
  public long generation() {
    return generation;
  }

  /** How many devices there are. */
  public int devices() {
    return rows.devices().count();
  }

  /** How many modules there are. */
  public int modules() {
    return rows.modules().count();
  }

  /** The size of the twins in bytes, including shared ones. */
  public long bytes() {
    return rows.stream().mapToLong(StoredRow::bytes).sum();
  }
}
