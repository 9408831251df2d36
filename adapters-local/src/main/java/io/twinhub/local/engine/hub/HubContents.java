package io.twinhub.local.engine.hub;

import io.twinhub.local.engine.pack.TwinPacking;
import java.time.Instant;
import java.util.List;

/**
 * All identities and twins of a hub as they were at one moment, every device disconnected. Never changes;
 * any number of hubs may begin with it, since twins are shared until somebody writes them.
 */
public final class HubContents {
  private final Rows rows;
  private final long generation;

  /**
   * Contents.
   *
   * @param rows the rows, which nobody changes from now on
   * @param generation the highest generation that was ever given
   */
  HubContents(Rows rows, long generation) {
    this.rows = rows;
    this.generation = generation;
  }

  /** Nothing at all. */
  public static HubContents empty() {
    return new HubContents(Rows.empty(), 0);
  }

  /** What a hub holds, without its connections. */
  static HubContents of(Rows rows, long generation, Instant now) {
    List<StoredRow> connected =
        rows.stream().filter(row -> !row.isUnconnected()).toList();
    TwinPacking packing = new TwinPacking();
    for (StoredRow row : connected) {
      Registration quiet = row.registration().restored(now);
      rows.of(quiet.address()).put(StoredRow.of(quiet, packing));
    }
    return new HubContents(rows, generation);
  }

  /** The rows; not to be changed. */
  Rows rows() {
    return rows;
  }

  /** The highest generation that was ever given. */
  long generation() {
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

  /** How many bytes the twins take, those that are shared included. */
  public long bytes() {
    return rows.stream().mapToLong(StoredRow::bytes).sum();
  }
}
