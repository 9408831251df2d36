package io.twinhub.domain.digitaltwin;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.HubMembers;
import io.twinhub.domain.twin.SectionDelta;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Patch of a digital twin. It changes desired properties only: what the device reports belongs to the
 * device. Operations take effect one after the other, all of them or none.
 *
 * <p>The hub does not know the model, so it takes a name for a component if the twin has a component of that
 * name, if the value of the operation has the member {@code $metadata}, or if a path leads through it.
 *
 * @param operations the operations, in order
 */
public record DigitalTwinPatch(List<PatchOperation> operations) {
  /** The most operations of a patch: more than a twin of the largest size has room for. Own limit. */
  public static final int OPERATIONS_MAX = 1000;

  /**
   * Copies {@code operations}.
   *
   * @throws HubException with {@link DigitalTwinError#tooManyOperations}
   */
  public DigitalTwinPatch {
    if (operations.size() > OPERATIONS_MAX) {
      throw new HubException(DigitalTwinError.tooManyOperations(operations.size()));
    }
    operations = List.copyOf(operations);
  }

  /**
   * What the patch means for the desired properties of {@code twin}.
   *
   * @throws HubException with {@link DigitalTwinError#notApplicable} or {@link DigitalTwinError#badPath}
   */
  public TwinPatch of(Twin twin) {
    JsonObject before = twin.desired().values();
    JsonObject reported = twin.reported().values();
    JsonObject after = before;
    Set<String> touched = new LinkedHashSet<>();
    for (PatchOperation operation : operations) {
      after = applied(operation, after, reported);
      touched.add(operation.path().name());
    }
    return TwinPatch.ofDesired(delta(before, after, touched));
  }

  /** Only the touched members, since writing the others again would count as a change. */
  private JsonObject delta(JsonObject before, JsonObject after, Set<String> touched) {
    JsonObject.Builder delta = JsonObject.builder();
    for (String name : touched) {
      JsonValue old = before.find(name).orElse(JsonNull.NULL);
      JsonValue now = after.find(name).orElse(JsonNull.NULL);
      boolean partly = operations.stream()
          .filter(operation -> operation.path().name().equals(name))
          .allMatch(operation -> operation.path().property().isPresent());
      if (old instanceof JsonObject was && now instanceof JsonObject becomes) {
        delta.put(
            name, partly ? part(was, becomes, name) : SectionDelta.ofReplacement(was, becomes));
      } else {
        delta.put(name, now);
      }
    }
    return delta.build();
  }

  private JsonObject part(JsonObject before, JsonObject after, String component) {
    JsonObject.Builder part = JsonObject.builder();
    if (!before.has(Component.MARK)) {
      after.find(Component.MARK).ifPresent(mark -> part.put(Component.MARK, mark));
    }
    for (PatchOperation operation : operations) {
      if (operation.path().name().equals(component)) {
        String property = operation.path().property().orElseThrow();
        JsonValue now = after.find(property).orElse(JsonNull.NULL);
        part.put(
            property,
            before.find(property).orElse(JsonNull.NULL) instanceof JsonObject old
                    && now instanceof JsonObject object
                ? SectionDelta.ofReplacement(old, object)
                : now);
      }
    }
    return part.build();
  }

  private static JsonObject applied(
      PatchOperation operation, JsonObject desired, JsonObject reported) {
    requireTarget(operation, desired, reported);
    PatchPath path = operation.path();
    if (path.property().isEmpty()) {
      return operation.kind() == PatchOperation.Kind.REMOVE
          ? desired.without(path.name())
          : desired.with(path.name(), rootValue(operation, desired, reported));
    }
    JsonObject component = component(path, desired, reported);
    String property = path.property().get();
    if (operation.kind() == PatchOperation.Kind.REMOVE) {
      return component.has(property)
          ? desired.with(path.name(), component.without(property))
          : desired;
    }
    return desired.with(path.name(), component.with(property, operation.value()));
  }

  /** A replacement and a removal need something that is there; a value must not be null. */
  private static void requireTarget(
      PatchOperation operation, JsonObject desired, JsonObject reported) {
    boolean adds = operation.kind() == PatchOperation.Kind.ADD;
    if (!adds
        && desired.find(operation.path().names()).isEmpty()
        && reported.find(operation.path().names()).isEmpty()) {
      throw new HubException(
          DigitalTwinError.notApplicable(operation, "the digital twin has nothing there"));
    }
    if (operation.kind() != PatchOperation.Kind.REMOVE && operation.value() == JsonNull.NULL) {
      throw new HubException(DigitalTwinError.notApplicable(
          operation, "the value is missing or null; use remove to take a value away"));
    }
  }

  private static JsonValue rootValue(
      PatchOperation operation, JsonObject desired, JsonObject reported) {
    String name = operation.path().name();
    boolean known = isComponent(desired.find(name)) || isComponent(reported.find(name));
    if (!(operation.value() instanceof JsonObject object)) {
      if (known) {
        throw new HubException(DigitalTwinError.notApplicable(
            operation, "'%s' is a component, so its value must be an object".formatted(name)));
      }
      return operation.value();
    }
    return known || object.has(HubMembers.METADATA) || object.has(Component.MARK)
        ? Component.marked(object.without(HubMembers.METADATA))
        : object;
  }

  private static boolean isComponent(Optional<JsonValue> value) {
    return value.flatMap(Component::of).isPresent();
  }

  /** The desired properties of the component that a path leads through; marked, if there are none yet. */
  private static JsonObject component(PatchPath path, JsonObject desired, JsonObject reported) {
    Optional<JsonValue> wanted = desired.find(path.name());
    Optional<JsonValue> said = reported.find(path.name());
    boolean plain =
        (wanted.isPresent() || said.isPresent()) && !isComponent(wanted) && !isComponent(said);
    if (plain) {
      throw new HubException(DigitalTwinError.badPath(
          path.toString(),
          "leads through '%s', which is a property and not a component".formatted(path.name())));
    }
    return Component.marked(
        wanted.orElse(JsonObject.EMPTY) instanceof JsonObject object ? object : JsonObject.EMPTY);
  }
}
