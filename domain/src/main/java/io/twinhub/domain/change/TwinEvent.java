package io.twinhub.domain.change;

import io.twinhub.domain.document.ChangeDocument;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A hub's report to back ends of a change to a twin.
 *
 * @param kind what happened
 * @param address whose twin
 * @param at when
 * @param body for an update, what it changed: {@code version}, and the parts of {@code tags} and
 *     {@code properties} that were written, with null for what was removed. Otherwise the whole twin:
 *     {@code deviceId}, {@code moduleId}, {@code etag}, {@code version}, {@code tags}, {@code properties}
 */
public record TwinEvent(Kind kind, TwinAddress address, Instant at, JsonObject body) {

  /** What happened to a twin. */
  public enum Kind {
    /** Tags, desired properties or reported properties were partially written. */
    UPDATED("updateTwin", "updateTwin"),
    /** The twin was replaced. */
    REPLACED("replaceTwin", "replaceTwin"),
    /** The identity was registered, and its twin with it. */
    CREATED("createDeviceIdentity", "createModuleIdentity"),
    /** The identity was deleted, and its twin with it. */
    DELETED("deleteDeviceIdentity", "deleteModuleIdentity");

    private final String ofDevice;
    private final String ofModule;

    Kind(String ofDevice, String ofModule) {
      this.ofDevice = ofDevice;
      this.ofModule = ofModule;
    }

    /** Azure's name of the operation. */
    public String operation(TwinAddress address) {
      return address.moduleId().isPresent() ? ofModule : ofDevice;
    }

    /** Whether it concerns the identity and not only the twin. */
    public boolean isLifecycle() {
      return this == CREATED || this == DELETED;
    }

    /** The kind for an operation. */
    public static Optional<Kind> ofOperation(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.ofDevice.equals(name) || kind.ofModule.equals(name))
          .findFirst();
    }
  }

  /** The report of a change; empty if the change touches neither the twin nor the registration. */
  public static Optional<TwinEvent> of(TwinChange change) {
    if (change instanceof TwinChange.Created created) {
      return Optional.of(whole(Kind.CREATED, change, ChangeDocument.of(created.twin())));
    }
    if (change instanceof TwinChange.Deleted deleted) {
      return Optional.of(whole(Kind.DELETED, change, ChangeDocument.of(deleted.twin())));
    }
    if (change instanceof TwinChange.Written written && written.update().changed()) {
      return Optional.of(
          written.kind() == TwinChange.Kind.REPLACE
              ? whole(Kind.REPLACED, change, ChangeDocument.of(written.update().after()))
              : whole(Kind.UPDATED, change, ChangeDocument.of(written.update())));
    }
    return Optional.empty();
  }

  private static TwinEvent whole(Kind kind, TwinChange change, JsonObject body) {
    return new TwinEvent(kind, change.address(), change.at(), body);
  }

  /** The twin's version after the change. */
  public Version version() {
    return new Version(Members.leniently(body).number(DocumentNames.VERSION));
  }

  /** The tags in the report. */
  public Optional<JsonObject> tags() {
    return Members.leniently(body).object(DocumentNames.TAGS).map(Members::object);
  }

  /** The desired properties in the report, with {@code $metadata} and {@code $version}. */
  public Optional<JsonObject> desired() {
    return section(DocumentNames.DESIRED);
  }

  /** The reported properties in the report, with {@code $metadata} and {@code $version}. */
  public Optional<JsonObject> reported() {
    return section(DocumentNames.REPORTED);
  }

  private Optional<JsonObject> section(String name) {
    return Members.leniently(body)
        .inner(DocumentNames.PROPERTIES)
        .object(name)
        .map(Members::object);
  }
}
