package io.twinhub.local.engine.rows;

import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.domain.twin.property.Standings;
import io.twinhub.local.engine.compact.StoredTwin;
import io.twinhub.local.engine.compact.TwinPacking;
import io.twinhub.local.engine.compact.record.TwinParts;
import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.query.table.Candidate;
import java.time.Instant;
import java.util.Optional;

/** A registration as it is stored: packed, and unpacked on demand. */
public final class StoredRow implements Candidate, QueryRow {
  private final TwinPacking packing;
  private final byte[] packed;
  private final Activity activity;

  private StoredRow(TwinPacking packing, byte[] packed, Activity activity) {
    this.packing = packing;
    this.packed = packed;
    this.activity = activity;
  }

  /** Packs a registration. */
  public static StoredRow of(Registration registration, TwinPacking packing) {
    return of(registration, parts(registration, packing, Optional.empty()), packing);
  }

  /** The row of the registration that consists of {@code parts}. */
  public static StoredRow of(Registration registration, TwinParts parts, TwinPacking packing) {
    byte[] packed = packing.pack(registration.address(), parts);
    return new StoredRow(packing, packed, registration.activity());
  }

  /** The parts of a registration; those that did not change since {@code before} are shared with it. */
  static TwinParts parts(
      Registration registration, TwinPacking packing, Optional<TwinParts> before) {
    return packing.parts(registration.identity(), registration.storedTwin(), before);
  }

  /** A row that a journal kept, as it is at a start, when no device is connected. */
  static StoredRow restored(
      TwinAddress address, byte[] document, TwinPacking packing, Instant now) {
    StoredRow row = new StoredRow(packing, packing.packed(address, document), Activity.NONE);
    return row.isConnected() ? of(row.registration().restored(now), packing) : row;
  }

  /** What a journal keeps of it. */
  public JournalRow kept() {
    Registration registration = registration();
    return kept(registration, parts(registration, packing, Optional.empty()));
  }

  /** What a journal keeps of it, given its registration and its parts. */
  public JournalRow kept(Registration registration, TwinParts parts) {
    return new JournalRow(
        registration.address(),
        Long.parseLong(registration.identity().generationId()),
        () -> packing.document(parts, activity.last()));
  }

  public Registration registration() {
    StoredTwin unpacked = packing.unpack(packed);
    return new Registration(unpacked.identity(), unpacked.twin(), activity);
  }

  /** Whether it holds nothing about a connection to this hub, so that another hub may share it. */
  public boolean isUnconnected() {
    return activity == Activity.NONE && !isConnected();
  }

  /** Its size in bytes. */
  public int bytes() {
    return packed.length;
  }

  /** Whether it is an edge device. */
  public boolean isEdge() {
    return TwinPacking.isEdge(packed);
  }

  /** Its address. */
  public TwinAddress address() {
    String key = key();
    int slash = key.indexOf('/');
    return slash < 0
        ? TwinAddress.device(key)
        : TwinAddress.module(key.substring(0, slash), key.substring(slash + 1));
  }

  public boolean isModule() {
    return TwinPacking.isModule(packed);
  }

  public boolean isDisabled() {
    return TwinPacking.isDisabled(packed);
  }

  /** The configurations that target the twin. */
  public Standings standings() {
    return TwinPacking.standings(packed);
  }

  public boolean isConnected() {
    return TwinPacking.isConnected(packed);
  }

  @Override
  public String key() {
    return TwinPacking.key(packed);
  }

  @Override
  public int compareKey(String other) {
    return TwinPacking.compare(packed, other);
  }

  @Override
  public Optional<JsonValue> find(JsonPath path) {
    Optional<Optional<JsonValue>> found = packing.find(packed, path.segments());
    return found.isPresent() ? found.get() : TwinDocument.find(registration().twin(), path);
  }

  /** This row itself, since it is not known yet whether it is wanted as text or as an object. */
  @Override
  public QueryRow document() {
    return this;
  }

  @Override
  public JsonObject object() {
    return TwinDocument.of(registration().twin());
  }

  @Override
  public byte[] json() {
    Optional<byte[]> text =
        activity.messages() == 0 ? packing.text(packed, activity.last()) : Optional.empty();
    return text.orElseGet(() -> JsonWriter.bytes(object()));
  }
}
