package io.twinhub.domain.document;

import io.twinhub.domain.digitaltwin.Component;
import io.twinhub.domain.digitaltwin.DigitalTwinError;
import io.twinhub.domain.digitaltwin.DigitalTwinPatch;
import io.twinhub.domain.digitaltwin.PatchOperation;
import io.twinhub.domain.digitaltwin.PatchPath;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.HubMembers;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.property.PropertyMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The digital twin of a device: what it reports, by component, with what is wanted of it in {@code
 * $metadata}. Source: Azure's page on managing digital twins.
 */
public final class DigitalTwinDocument {
  private static final String ID = "$dtId";
  private static final String MODEL = "$model";
  private static final String VALUE = "value";
  private static final String ACK_CODE = "ac";
  private static final String ACK_VERSION = "av";
  private static final String ACK_DESCRIPTION = "ad";

  private DigitalTwinDocument() {}

  /** The document of {@code twin}. */
  public static JsonObject of(Twin twin) {
    Draft draft = new Draft();
    draft.document.put(ID, twin.address().deviceId().value());
    draft.metadata.put(MODEL, twin.root().connection().modelId());
    Side desired = new Side(twin.desired().values(), twin.desired().metadata());
    Side reported = new Side(twin.reported().values(), twin.reported().metadata());
    for (String name : names(desired, reported)) {
      if (desired.isComponent(name) || reported.isComponent(name)) {
        draft.document.put(name, component(desired.inner(name), reported.inner(name)));
      } else {
        draft.put(name, desired, reported);
      }
    }
    return draft.build();
  }

  /** Desired or reported properties, or those of one component. */
  private record Side(JsonObject values, PropertyMetadata metadata) {
    boolean isComponent(String name) {
      return values.find(name).flatMap(Component::of).isPresent();
    }

    Optional<PropertyMetadata.Stamp> stamp(String name) {
      return Optional.ofNullable(metadata.members().get(name)).map(PropertyMetadata::stamp);
    }

    Side inner(String name) {
      return new Side(
          values.find(name).flatMap(Component::of).orElse(JsonObject.EMPTY),
          Optional.ofNullable(metadata.members().get(name)).orElse(PropertyMetadata.NEW));
    }
  }

  private static Set<String> names(Side desired, Side reported) {
    Set<String> names = new LinkedHashSet<>(reported.values().names());
    names.addAll(desired.values().names());
    names.remove(Component.MARK);
    return names;
  }

  private static JsonObject component(Side desired, Side reported) {
    Draft draft = new Draft();
    names(desired, reported).forEach(name -> draft.put(name, desired, reported));
    return draft.build();
  }

  /** The document of a device or of a component, with what is told about its properties. */
  private static final class Draft {
    private final JsonObject.Builder document = JsonObject.builder();
    private final JsonObject.Builder metadata = JsonObject.builder();

    void put(String name, Side desired, Side reported) {
      JsonObject.Builder about = JsonObject.builder();
      desired.values().find(name).ifPresent(wanted -> {
        about.put("desiredValue", wanted);
        desired
            .stamp(name)
            .flatMap(PropertyMetadata.Stamp::version)
            .ifPresent(version -> about.put("desiredVersion", version.asJson()));
      });
      reported.values().find(name).ifPresent(said -> document.put(name, value(said, about)));
      Optional<PropertyMetadata.Stamp> last =
          reported.values().has(name) ? reported.stamp(name) : desired.stamp(name);
      last.ifPresent(stamp -> about.put("lastUpdateTime", HubTime.text(stamp.at())));
      metadata.put(name, about.build());
    }

    JsonObject build() {
      return document.put(HubMembers.METADATA, metadata.build()).build();
    }
  }

  /** The reported value; if it is an acknowledgement, the rest of it goes to {@code about}. */
  private static JsonValue value(JsonValue said, JsonObject.Builder about) {
    if (!(said instanceof JsonObject ack)
        || !(ack.find(ACK_CODE).orElse(null) instanceof JsonNumber code)
        || !(ack.find(ACK_VERSION).orElse(null) instanceof JsonNumber version)
        || ack.find(VALUE).isEmpty()) {
      return said;
    }
    about.put("ackVersion", version);
    about.put("ackCode", code);
    ack.find(ACK_DESCRIPTION).ifPresent(text -> about.put("ackDescription", text));
    return ack.find(VALUE).get();
  }

  /**
   * The patch that a body asks for.
   *
   * @throws HubException with {@link DigitalTwinError#notAPatch} if it is not a JSON Patch, or {@link
   *     DigitalTwinError#badPath}
   */
  public static DigitalTwinPatch patch(JsonValue body) {
    if (!(body instanceof JsonArray array)) {
      throw new HubException(DigitalTwinError.notAPatch("the body is not an array"));
    }
    if (array.elements().size() > DigitalTwinPatch.OPERATIONS_MAX) {
      throw new HubException(DigitalTwinError.tooManyOperations(array.elements().size()));
    }
    List<PatchOperation> operations = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      String place = "[%d]".formatted(operations.size());
      if (!(element instanceof JsonObject operation)) {
        throw new HubException(DigitalTwinError.notAPatch(place + " is not an object"));
      }
      operations.add(operation(place, Members.of(place, operation)));
    }
    return new DigitalTwinPatch(operations);
  }

  private static PatchOperation operation(String place, Members members) {
    String word = text(place, members, "op");
    PatchOperation.Kind kind = PatchOperation.Kind.find(word)
        .orElseThrow(() -> new HubException(
            DigitalTwinError.notAPatch(place + ".op must be add, replace or remove")));
    PatchPath path = PatchPath.parse(text(place, members, "path"));
    JsonValue value = kind == PatchOperation.Kind.REMOVE
        ? JsonNull.NULL
        : members.find(VALUE).orElse(JsonNull.NULL);
    return new PatchOperation(kind, path, value);
  }

  private static String text(String place, Members members, String name) {
    if (members.find(name).orElse(null) instanceof JsonString text) {
      return text.value();
    }
    throw new HubException(
        DigitalTwinError.notAPatch("%s.%s is missing or not a string".formatted(place, name)));
  }
}
