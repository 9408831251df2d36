package io.twinhub.local.engine.compact.record;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedSection;
import io.twinhub.local.engine.compact.bytes.Times;
import io.twinhub.local.engine.compact.bytes.Values;

/**
 * The parts of a packed twin, each packed on its own. A write changes few of them: the next state of the
 * twin shares the others, together with the JSON text that was made of them.
 */
public final class TwinParts {
  /*
   * The order of the joined parts: flags, device id, [module id], tags, desired, reported (each preceded by
   * its length, so that a query reaches a property without reading what precedes it), [configurations with
   * their length], versions, [etag], metadata of desired and reported, connection, identity, [what a module's
   * twin shows of its device].
   */
  public static final int MODULE = 1;
  public static final int CONNECTED = 2;
  public static final int DISABLED = 4;
  public static final int EDGE = 8;

  /** The etag counts the states that services wrote, as all etags of this hub do. */
  public static final int COUNTED_ETAG = 16;

  /** The root shows the identity's own status and etag, as that of a device does. */
  public static final int OWN_ROOT = 32;

  /** Configurations target the twin. */
  public static final int STANDINGS = 64;

  /** Enough for ids, counters and connection, in bytes. */
  private static final int REST_BYTES_EXPECTED = 128;

  private final Sections sections;
  private final Counters counters;
  private final ConnectionState connection;
  private final PackedIdentity identity;

  public TwinParts(
      Sections sections, Counters counters, ConnectionState connection, PackedIdentity identity) {
    this.sections = sections;
    this.counters = counters;
    this.connection = connection;
    this.identity = identity;
  }

  /** The three sections of a twin. */
  public record Sections(PackedSection tags, PackedSection desired, PackedSection reported) {}

  /** The versions of a twin, of its desired and of its reported properties, and its etag. */
  public record Counters(Version twin, Version desired, Version reported, Etag etag) {
    public static Etag counted(Version twin, Version ofReported) {
      return Etag.ofCount(twin.value() - ofReported.value());
    }

    boolean isCounted() {
      return etag.equals(counted(twin, reported));
    }
  }

  public Sections sections() {
    return sections;
  }

  Counters counters() {
    return counters;
  }

  ConnectionState connection() {
    return connection;
  }

  public PackedIdentity identity() {
    return identity;
  }

  /** All parts in one array. */
  public byte[] joined(TwinAddress address, Values values) {
    boolean counted = counters.isCounted();
    PackedBytes out = new PackedBytes(REST_BYTES_EXPECTED
        + sections.tags().bytes()
        + sections.desired().bytes()
        + sections.reported().bytes()
        + identity.standings().length
        + identity.packed().length);
    out.number(identity.flags()
        | (address.moduleId().isPresent() ? MODULE : 0)
        | (connection.connected() ? CONNECTED : 0)
        | (counted ? COUNTED_ETAG : 0));
    out.text(address.deviceId().value());
    address.moduleId().ifPresent(module -> out.text(module.value()));
    section(sections.tags(), out);
    section(sections.desired(), out);
    section(sections.reported(), out);
    if (identity.standings().length > 0) {
      out.number(identity.standings().length);
      out.raw(identity.standings());
    }
    out.number(counters.twin().value());
    out.number(counters.desired().value());
    out.number(counters.reported().value());
    if (!counted) {
      out.text(counters.etag().value());
    }
    out.raw(sections.desired().metadata());
    out.raw(sections.reported().metadata());
    Times.write(connection.stateUpdatedTime(), out);
    Times.write(connection.lastActivityTime(), out);
    values.text(connection.modelId(), out);
    out.raw(identity.packed());
    return out.toArray();
  }

  private static void section(PackedSection section, PackedBytes out) {
    out.number(section.values().length);
    out.raw(section.values());
  }
}
