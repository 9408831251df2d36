package io.twinhub.local.engine.hub;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.rows.QueryLag;
import io.twinhub.local.engine.snapshot.HubContents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub with a clock that the test sets, and shorthands. */
final class HubFixture implements InstantSource, AutoCloseable {
  static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");

  private volatile Instant now = NOON;
  final LocalHub hub;

  HubFixture() {
    this(new MemoryJournal());
  }

  HubFixture(Journal journal) {
    this(journal, Optional.empty());
  }

  HubFixture(Optional<QueryLag> lag) {
    this(new MemoryJournal(), lag);
  }

  HubFixture(Journal journal, Optional<QueryLag> lag) {
    this.hub = new LocalHub(TwinRules.DEFAULT, new HubSources(this), HubStorage.of(journal), lag);
  }

  /** A hub that begins with what another held. */
  HubFixture(HubContents contents) {
    this.hub = new LocalHub(TwinRules.DEFAULT, this, contents);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void clockMovesTo(Instant time) {
    now = time;
  }

  RegisteredIdentity register(String deviceId) {
    return register(TwinAddress.device(deviceId));
  }

  RegisteredIdentity register(TwinAddress address) {
    return hub.identities().create(IdentityRequest.withKeys(address));
  }

  Twin twin(TwinAddress address) {
    return hub.twins().find(address).orElseThrow();
  }

  Twin patchDesired(TwinAddress address, String json) {
    return hub.twins().patch(address, TwinPatch.ofDesired(object(json)), IfMatch.any());
  }

  /** A connection whose end, if the hub brings it about, is noted in {@code ends}. */
  DeviceConnection connect(TwinAddress address, List<CloseReason> ends) {
    return hub.connections().open(address, "", ends::add);
  }

  DeviceConnection connect(TwinAddress address) {
    return connect(address, new CopyOnWriteArrayList<>());
  }

  /** Waits until all that was proposed before is done: the writer keeps the order. */
  void settle() {
    TwinAddress marker = TwinAddress.device("marker-" + System.nanoTime());
    register(marker);
    hub.identities().delete(marker, IfMatch.any());
  }

  static JsonObject object(String json) {
    return JsonText.parseObject(json.replace('\'', '"'));
  }

  @Override
  public void close() {
    hub.close();
  }
}
