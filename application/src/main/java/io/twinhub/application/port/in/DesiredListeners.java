package io.twinhub.application.port.in;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The listeners for changes of desired properties: for every change, for a group, or for one property.
 * Source: the three kinds of listeners in Azure's Node.js document on device twins.
 */
public final class DesiredListeners {
  private final List<Own> all = new CopyOnWriteArrayList<>();

  /**
   * Adds a listener for every change, which gets the values that were set, and null for those that were
   * removed.
   */
  public Subscription onChange(Consumer<JsonObject> listener) {
    Own own = new Own(listener);
    all.add(own);
    return () -> all.remove(own);
  }

  /**
   * Adds a listener for changes of anything below {@code group}.
   *
   * @param listener gets the part of the change below the group
   */
  public Subscription onGroup(JsonPath group, Consumer<JsonObject> listener) {
    return onChange(delta -> {
      if (delta.find(group).orElse(JsonObject.EMPTY) instanceof JsonObject part
          && !part.isEmpty()) {
        listener.accept(part);
      }
    });
  }

  /**
   * Adds a listener for changes of one property.
   *
   * @param listener gets the new value, or JSON null if the property was removed
   */
  public Subscription onProperty(JsonPath property, Consumer<JsonValue> listener) {
    return onChange(delta -> found(delta, property).ifPresent(listener));
  }

  /** The value at {@code path}, or the null that removed an object on the way to it. */
  private static Optional<JsonValue> found(JsonObject delta, JsonPath path) {
    JsonValue current = delta;
    for (String segment : path.segments()) {
      if (!(current instanceof JsonObject object)) {
        return current == JsonNull.NULL ? Optional.of(current) : Optional.empty();
      }
      Optional<JsonValue> next = object.find(segment);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      current = next.get();
    }
    return Optional.of(current);
  }

  public void tell(JsonObject delta) {
    all.forEach(own -> own.listener.accept(delta));
  }

  /** One listener; compared by identity, so that closing one subscription does not end another. */
  private static final class Own {
    private final Consumer<JsonObject> listener;

    Own(Consumer<JsonObject> listener) {
      this.listener = listener;
    }
  }
}
