package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.MergePatch;

/**
 * What a write does to a section, judged by which properties exist and not by their values: writing an equal
 * value is a change, but removing an absent property is not. Source: the service team's answer on desired
 * notifications, {@code azure-iot-sdk-csharp} issue 954.
 */
public final class SectionDelta {

  private SectionDelta() {}

  /** The part of {@code patch} that takes effect on {@code stored}; empty if nothing does. */
  static JsonObject ofPatch(JsonObject stored, JsonObject patch) {
    if (isAllOfIt(stored, patch)) {
      return patch;
    }
    JsonObject.Builder delta = JsonObject.builder();
    patch.forEach((name, value) -> {
      JsonValue old = stored.find(name).orElse(JsonNull.NULL);
      if (value instanceof JsonObject object) {
        if (old instanceof JsonObject oldObject) {
          JsonObject nested = ofPatch(oldObject, object);
          if (!nested.isEmpty()) {
            delta.put(name, nested);
          }
        } else {
          delta.put(name, MergePatch.withoutNulls(object));
        }
      } else if (value != JsonNull.NULL || old != JsonNull.NULL) {
        delta.put(name, value);
      }
    });
    return delta.build();
  }

  /** Whether the whole patch takes effect; most patches do, and then no other object is needed. */
  private static boolean isAllOfIt(JsonObject stored, JsonObject patch) {
    for (String name : patch.names()) {
      JsonValue old = stored.find(name).orElse(JsonNull.NULL);
      JsonValue value = patch.find(name).orElse(JsonNull.NULL);
      boolean all = value instanceof JsonObject object
          ? old instanceof JsonObject oldObject && !object.isEmpty() && isAllOfIt(oldObject, object)
          : value != JsonNull.NULL || old != JsonNull.NULL;
      if (!all) {
        return false;
      }
    }
    return true;
  }

  /** All of {@code after}, and null for properties that {@code before} has and {@code after} lacks. */
  public static JsonObject ofReplacement(JsonObject before, JsonObject after) {
    JsonObject.Builder delta = JsonObject.builder();
    before.forEach((name, old) -> {
      JsonValue value = after.find(name).orElse(JsonNull.NULL);
      boolean nested = old instanceof JsonObject && value instanceof JsonObject;
      delta.put(name, nested ? ofReplacement((JsonObject) old, (JsonObject) value) : value);
    });
    after.forEach((name, value) -> {
      if (!before.has(name)) {
        delta.put(name, value);
      }
    });
    return delta.build();
  }
}
