package io.twinhub.local.engine.rows;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.compact.TwinPacking;
import io.twinhub.local.engine.compact.record.TwinParts;
import io.twinhub.local.engine.query.CandidateSource;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All visible registrations, packed: devices and modules, each in the order of their addresses. Only the
 * writer changes them; any thread may read.
 */
public final class Registrations implements CandidateSource {
  private final TwinPacking packing = new TwinPacking();
  private final Table<StoredRow> jobs = new Table<>(path -> false);
  private Optional<LaggingRows> lagging = Optional.empty();

  /** Replaced as a whole, so that no reader sees devices of one state and modules of another. */
  private volatile Rows rows;

  /** Creates an empty set. */
  public Registrations() {
    this(Rows.empty());
  }

  /** Takes over {@code rows}, which nobody else may change. */
  public Registrations(Rows rows) {
    this.rows = rows;
  }

  /** Makes queries see writes later from now on; to be called before the first write. */
  public LaggingRows lag(QueryLag lag, InstantSource clock) {
    LaggingRows late = new LaggingRows(lag, clock, rows.copy());
    lagging = Optional.of(late);
    return late;
  }

  /** The visible rows; only the writer may change them. */
  public Rows rows() {
    return rows;
  }

  /** Replaces all rows with others; queries see them at once, whatever their lag. */
  public void replace(Rows others) {
    rows = others;
    lagging.ifPresent(late -> late.replace(others.copy()));
  }

  @Override
  public Table<? extends Candidate> table(Collection collection) {
    return switch (collection) {
      case DEVICES -> rows.devices();
      case MODULES -> rows.modules();
      case JOBS -> jobs;
    };
  }

  public Optional<Registration> find(TwinAddress address) {
    return rows.of(address).find(address.toString()).map(StoredRow::registration);
  }

  /** All devices, in order; writes during the iteration may or may not be seen. */
  public Stream<StoredRow> devices() {
    return Rows.stream(rows.devices().after(""));
  }

  /** The modules of a device, in order. */
  public List<Registration> modules(DeviceId deviceId) {
    Table<StoredRow> modules = rows.modules();
    if (modules.count() == 0) {
      return List.of();
    }
    return Rows.stream(modules.after(deviceId.value()))
        .map(StoredRow::registration)
        .takeWhile(registration -> registration.address().deviceId().equals(deviceId))
        .toList();
  }

  /** How many registrations there are. */
  public int count() {
    return rows.count();
  }

  /** Whether there is a registration at this address. */
  public boolean has(TwinAddress address) {
    return rows.of(address).find(address.toString()).isPresent();
  }

  /**
   * Packs a registration.
   *
   * @param before the parts of an earlier state of it, shared where unchanged
   */
  public PackedRegistration packed(Registration registration, Optional<TwinParts> before) {
    TwinParts parts = StoredRow.parts(registration, packing, before);
    return new PackedRegistration(registration, parts, StoredRow.of(registration, parts, packing));
  }

  public void put(TwinAddress address, StoredRow row) {
    rows.of(address).put(row);
    lagging.ifPresent(late -> late.write(row.key(), Optional.of(row)));
  }

  public void remove(TwinAddress address) {
    rows.of(address).remove(address.toString());
    lagging.ifPresent(late -> late.write(address.toString(), Optional.empty()));
  }

  /** Loads many registrations at a hub's start; they become visible when {@link Load#end} returns. */
  public Load load() {
    return new Load();
  }

  /** Registrations being loaded, in any order. */
  public final class Load {
    private final List<StoredRow> newDevices = new ArrayList<>();
    private final List<StoredRow> newModules = new ArrayList<>();

    /** Packs a registration that a journal kept; on any thread. */
    public StoredRow restored(TwinAddress address, byte[] document, Instant now) {
      return StoredRow.restored(address, document, packing, now);
    }

    /** Adds a row; returns how many there are now. */
    public int add(StoredRow row) {
      (row.isModule() ? newModules : newDevices).add(row);
      return newDevices.size() + newModules.size();
    }

    public void end() {
      rows.devices().fill(newDevices);
      rows.modules().fill(newModules);
    }
  }
}
