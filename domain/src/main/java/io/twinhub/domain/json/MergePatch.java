package io.twinhub.domain.json;

/**
 * "Null removes": the merge of RFC 7396 as Azure IoT Hub applies it to tags and properties.
 *
 * <p>It differs from the RFC in one point: an object that arrives where none was is stored without its
 * null members, so that no stored value is ever null, while empty objects stay.
 */
public final class MergePatch {

  private MergePatch() {}

  /** The result of applying {@code patch} to {@code target}; neither is changed. */
  public static JsonObject apply(JsonObject target, JsonObject patch) {
    if (patch.isEmpty()) {
      return target;
    }
    JsonObject.Builder merged = target.toBuilder();
    patch.forEach((name, value) -> {
      if (value == JsonNull.NULL) {
        merged.remove(name);
      } else if (value instanceof JsonObject object) {
        JsonValue current = target.find(name).orElse(JsonNull.NULL);
        merged.put(
            name, current instanceof JsonObject old ? apply(old, object) : withoutNulls(object));
      } else {
        merged.put(name, value);
      }
    });
    return merged.build();
  }

  /** {@code object} without null members, at any depth; empty objects stay, and arrays are left alone. */
  public static JsonObject withoutNulls(JsonObject object) {
    JsonObject.Builder kept = JsonObject.builder();
    object.forEach((name, value) -> {
      if (value instanceof JsonObject nested) {
        kept.put(name, withoutNulls(nested));
      } else if (value != JsonNull.NULL) {
        kept.put(name, value);
      }
    });
    return kept.build();
  }

  /**
   * The patch that turns {@code before} into {@code after}: values that differ, and null for those that were
   * removed.
   */
  public static JsonObject between(JsonObject before, JsonObject after) {
    JsonObject.Builder delta = JsonObject.builder();
    before.names().stream()
        .filter(name -> !after.has(name))
        .forEach(name -> delta.put(name, JsonNull.NULL));
    after.forEach((name, value) -> {
      if (before.find(name).orElse(JsonNull.NULL) instanceof JsonObject old
          && value instanceof JsonObject young) {
        JsonObject nested = between(old, young);
        if (!nested.isEmpty()) {
          delta.put(name, nested);
        }
      } else if (!value.equals(before.find(name).orElse(JsonNull.NULL))) {
        delta.put(name, value);
      }
    });
    return delta.build();
  }
}
