package io.twinhub.local.frontend.wire;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an object of a request. A member that is null counts as not said, since Java's clients write all
 * members; one of another type is refused with its path.
 *
 * @param path where the object stands in the request; empty for the whole request
 * @param object the object
 */
public record JsonFields(String path, JsonObject object) {

  /** The member, unless it is missing or null. */
  public Optional<JsonValue> find(String name) {
    return object.find(name).filter(value -> value != JsonNull.NULL);
  }

  /** The member as a text. */
  public Optional<String> text(String name) {
    return find(name).map(value -> {
      if (value instanceof JsonString string) {
        return string.value();
      }
      throw wrong(name, "a string");
    });
  }

  /** The member as a text; an empty one counts as not said. */
  public Optional<String> filledText(String name) {
    return text(name).filter(text -> !text.isEmpty());
  }

  /** The member as a truth value; false if not said. */
  public boolean flag(String name) {
    return find(name)
        .map(value -> {
          if (value instanceof JsonBool bool) {
            return bool.value();
          }
          throw wrong(name, "true or false");
        })
        .orElse(false);
  }

  /** The member as an object. */
  public Optional<JsonFields> object(String name) {
    return find(name).map(value -> {
      if (value instanceof JsonObject inner) {
        return new JsonFields(pathOf(name), inner);
      }
      throw wrong(name, "an object");
    });
  }

  /** The member as a list of texts; empty if not said. */
  public List<String> texts(String name) {
    Optional<JsonValue> found = find(name);
    if (found.isEmpty()) {
      return List.of();
    }
    if (!(found.get() instanceof JsonArray array)) {
      throw wrong(name, "an array of strings");
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      if (!(element instanceof JsonString string)) {
        throw wrong(name, "an array of strings");
      }
      texts.add(string.value());
    }
    return texts;
  }

  /** A refusal that names a member. */
  public HubException invalid(String name, String problem) {
    return new HubException(new RequestError.Invalid(pathOf(name) + " " + problem));
  }

  private HubException wrong(String name, String wanted) {
    return invalid(name, "must be " + wanted);
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
