package io.twinhub.bootstrap.live;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRoot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes of twins and identities, and connections, for a page: {@code {"deviceId","moduleId"?,"kind","at"}},
 * where the kind is Azure's name of the operation; a change also has {@code "leaves"} and {@code "version"}.
 */
final class ChangeHappening {
  private static final JsonArray NONE = new JsonArray(List.of());

  private ChangeHappening() {}

  /** What a page is told of a change; empty if it shows nothing of it, such as the time of last activity. */
  static Optional<Happening> of(TwinChange change) {
    if (change instanceof TwinChange.RootChanged root) {
      return of(root);
    }
    return TwinEvent.of(change).map(event -> happening(change, event));
  }

  private static Happening happening(TwinChange change, TwinEvent event) {
    if (change instanceof TwinChange.Written written) {
      Twin before = written.update().before();
      Twin after = written.update().after();
      return changed(event, () -> Leaves.between(before, after)).with(after);
    }
    Twin twin = change instanceof TwinChange.Deleted deleted
        ? deleted.twin()
        : ((TwinChange.Created) change).twin();
    return changed(event, () -> NONE).with(twin);
  }

  /** What a page is told of a report of a change, which does not say what was before. */
  static Happening of(TwinEvent event) {
    return changed(
        event,
        () -> event.kind().isLifecycle()
            ? NONE
            : Leaves.told(event.tags(), event.desired(), event.reported()));
  }

  private static Happening changed(TwinEvent event, Supplier<JsonValue> leaves) {
    TwinAddress address = event.address();
    return Happening.of(
        Happening.Kind.CHANGE,
        address,
        () -> of(address, event.kind().operation(address), event.at())
            .put("leaves", leaves.get())
            .put(DocumentNames.VERSION, event.version().asJson())
            .build());
  }

  private static JsonObject.Builder of(TwinAddress address, String kind, Instant at) {
    return IdentityDocument.ids(address).put("kind", kind).put("at", HubTime.text(at));
  }

  private static Optional<Happening> of(TwinChange.RootChanged change) {
    TwinRoot before = change.before().root();
    TwinRoot after = change.after().root();
    TwinAddress address = change.address();
    if (before.connection().connected() != after.connection().connected()) {
      boolean connected = after.connection().connected();
      return Optional.of(connection(address, connected, change.at()).with(change.after()));
    }
    if (before.with(after.connection()).with(after.standings()).equals(after)) {
      return Optional.empty();
    }
    String what = address.moduleId().isPresent() ? "updateModuleIdentity" : "updateDeviceIdentity";
    JsonArray leaves = before.status() == after.status()
        ? NONE
        : new JsonArray(List.of(Leaves.of(
            DocumentNames.STATUS, before.status().azureName(), after.status().azureName())));
    return Optional.of(Happening.of(
            Happening.Kind.CHANGE,
            address,
            () -> of(address, what, change.at()).put("leaves", leaves).build())
        .with(change.after()));
  }

  private static Happening connection(TwinAddress address, boolean connected, Instant at) {
    String who = address.moduleId().isPresent() ? "module" : "device";
    return connection(address, who + (connected ? "Connected" : "Disconnected"), at);
  }

  /** A connection that began or ended; {@code kind} is Azure's name of the operation. */
  static Happening connection(TwinAddress address, String kind, Instant at) {
    return Happening.of(
        Happening.Kind.CONNECTION, address, () -> of(address, kind, at).build());
  }
}
