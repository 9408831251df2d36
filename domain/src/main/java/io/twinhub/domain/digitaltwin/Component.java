package io.twinhub.domain.digitaltwin;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.method.MethodName;
import java.util.Optional;

/**
 * Components in a twin: objects with the member {@code "__t":"c"}. Source: Azure's page on the conventions of
 * Plug and Play.
 */
public final class Component {
  /** The member that marks a component. */
  public static final String MARK = "__t";

  private static final JsonString MARKED = new JsonString("c");

  private Component() {}

  /** The object that {@code value} is, if it is a component. */
  public static Optional<JsonObject> of(JsonValue value) {
    return value instanceof JsonObject object && object.find(MARK).equals(Optional.of(MARKED))
        ? Optional.of(object)
        : Optional.empty();
  }

  /** The members of a component, with the mark in front. */
  static JsonObject marked(JsonObject members) {
    JsonObject.Builder component = JsonObject.builder().put(MARK, MARKED);
    members.forEach(component::put);
    return component.put(MARK, MARKED).build();
  }

  /**
   * The method that a device hears when a command of its component is called.
   *
   * @throws HubException if the two names do not make the name of a method
   */
  public static MethodName command(String component, String command) {
    return new MethodName(component + "*" + command);
  }
}
