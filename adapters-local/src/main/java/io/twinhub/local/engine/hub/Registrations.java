package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.pack.TwinPacking;
import io.twinhub.local.engine.query.CandidateSource;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Table;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * All registrations that are visible: devices and modules, each in the order of their addresses, packed.
 * Only the writer changes them; anybody reads.
 */
final class Registrations implements CandidateSource {
  private final TwinPacking packing = new TwinPacking();
  private final Table<StoredRow> devices = new Table<>(Registrations::isMovedByWritesAlone);
  private final Table<StoredRow> modules = new Table<>(Registrations::isMovedByWritesAlone);
  private final Table<StoredRow> jobs = new Table<>(path -> false);
  private Optional<LaggingRows> lagging = Optional.empty();

  /** From now on queries see writes later; to be asked before the first write. */
  LaggingRows lag(QueryLag lag, InstantSource clock) {
    LaggingRows rows = new LaggingRows(lag, clock, copy(devices), copy(modules));
    lagging = Optional.of(rows);
    return rows;
  }

  private static Table<StoredRow> copy(Table<StoredRow> table) {
    Table<StoredRow> copy = new Table<>(Registrations::isMovedByWritesAlone);
    copy.fill(stream(table.after("")).toList());
    return copy;
  }

  @Override
  public Table<? extends Candidate> table(Collection collection) {
    return switch (collection) {
      case DEVICES -> devices;
      case MODULES -> modules;
      case JOBS -> jobs;
    };
  }

  /** A packet moves the time of the last activity without a write, so no column could keep it. */
  private static boolean isMovedByWritesAlone(JsonPath path) {
    return !path.segments().get(0).equals("lastActivityTime");
  }

  private Table<StoredRow> table(TwinAddress address) {
    return address.moduleId().isPresent() ? modules : devices;
  }

  Optional<Registration> find(TwinAddress address) {
    return table(address).find(address.toString()).map(StoredRow::registration);
  }

  /** All devices in order; what is written meanwhile may or may not be seen. */
  Stream<StoredRow> devices() {
    return stream(devices.after(""));
  }

  private static Stream<StoredRow> stream(Iterator<StoredRow> rows) {
    Iterable<StoredRow> once = () -> rows;
    return StreamSupport.stream(once.spliterator(), false);
  }

  /** The modules of a device in order. */
  List<Registration> modules(DeviceId deviceId) {
    if (modules.count() == 0) {
      return List.of();
    }
    return stream(modules.after(deviceId.value()))
        .map(StoredRow::registration)
        .takeWhile(registration -> registration.address().deviceId().equals(deviceId))
        .toList();
  }

  /** How many there are. */
  int count() {
    return devices.count() + modules.count();
  }

  /** Whether there is one. */
  boolean has(TwinAddress address) {
    return table(address).find(address.toString()).isPresent();
  }

  /** A registration as it will be kept; on the writer's thread. */
  StoredRow packed(Registration registration) {
    return StoredRow.of(registration, packing);
  }

  void put(TwinAddress address, StoredRow row) {
    table(address).put(row);
    lagging.ifPresent(rows -> rows.write(row.key(), Optional.of(row)));
  }

  void remove(TwinAddress address) {
    table(address).remove(address.toString());
    lagging.ifPresent(rows -> rows.write(address.toString(), Optional.empty()));
  }

  /** Takes many registrations at a hub's start; they are visible when {@link Load#end} returns. */
  Load load() {
    return new Load();
  }

  /** Registrations on their way in, in any order. */
  final class Load {
    private final List<StoredRow> newDevices = new ArrayList<>();
    private final List<StoredRow> newModules = new ArrayList<>();

    /** Adds one; how many there are then. */
    int add(Registration registration) {
      boolean module = registration.address().moduleId().isPresent();
      (module ? newModules : newDevices).add(StoredRow.of(registration, packing));
      return newDevices.size() + newModules.size();
    }

    void end() {
      devices.fill(newDevices);
      modules.fill(newModules);
    }
  }
}
