package io.twinhub.local.engine.rows;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.query.table.Table;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Devices and modules in tables, each in the order of their addresses.
 *
 * @param devices devices
 * @param modules modules
 */
public record Rows(Table<StoredRow> devices, Table<StoredRow> modules) {

  /** No rows. */
  public static Rows empty() {
    return new Rows(
        new Table<>(Rows::isMovedByWritesAlone), new Table<>(Rows::isMovedByWritesAlone));
  }

  /** Packets change the time of the last activity without a write, so no column can track it. */
  private static boolean isMovedByWritesAlone(JsonPath path) {
    return !path.segments().get(0).equals(DocumentNames.LAST_ACTIVITY_TIME);
  }

  /** Separate tables with the same rows. */
  public Rows copy() {
    Rows copy = empty();
    copy.devices.fill(devices);
    copy.modules.fill(modules);
    return copy;
  }

  /** The table that an address belongs to. */
  public Table<StoredRow> of(TwinAddress address) {
    return address.moduleId().isPresent() ? modules : devices;
  }

  /** How many rows there are. */
  int count() {
    return devices.count() + modules.count();
  }

  /** All rows: devices, then modules. */
  public Stream<StoredRow> stream() {
    return Stream.concat(stream(devices.after("")), stream(modules.after("")));
  }

  /** The rows of an iterator. */
  public static Stream<StoredRow> stream(Iterator<StoredRow> rows) {
    Iterable<StoredRow> once = () -> rows;
    return StreamSupport.stream(once.spliterator(), false);
  }
}
