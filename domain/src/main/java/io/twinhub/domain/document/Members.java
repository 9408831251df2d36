package io.twinhub.domain.document;

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
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the members of a JSON object. A member that is null counts as not said, since Java's clients write
 * all members; one of another type is refused with its path.
 *
 * <p>What clients send is read {@linkplain #of(JsonObject) in any case}, as the service reads it; of two
 * members whose names differ in nothing but case the last counts, as of two with one name. What people
 * write into files is read {@linkplain #exactly exactly}: there another case is a typing mistake.
 */
public final class Members {
  private final String path;
  private final JsonObject object;
  private final boolean exact;

  private Members(String path, JsonObject object, boolean exact) {
    this.path = path;
    this.object = object;
    this.exact = exact;
  }

  /** The members of a whole request, their names in any case. */
  public static Members of(JsonObject object) {
    return of("", object);
  }

  /**
   * The members of a part of a request, their names in any case.
   *
   * @param path where the object stands in the request
   */
  public static Members of(String path, JsonObject object) {
    return new Members(path, object, false);
  }

  /**
   * The members of a part of a file, their names as they are written.
   *
   * @param path where the object stands in the file; empty for the whole file
   */
  public static Members exactly(String path, JsonObject object) {
    return new Members(path, object, true);
  }

  /** Where the object stands; empty for the whole text. */
  public String path() {
    return path;
  }

  /** The object itself. */
  public JsonObject object() {
    return object;
  }

  /** The same place with other members. */
  public Members with(JsonObject other) {
    return new Members(path, other, exact);
  }

  /** The member, also if it is null. */
  public Optional<JsonValue> findEvenNull(String name) {
    return exact ? object.find(name) : findInAnyCase(name);
  }

  private Optional<JsonValue> findInAnyCase(String name) {
    List<String> names = object.names();
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return Optional.of(object.valueAt(i));
      }
    }
    return Optional.empty();
  }

  /** The member, unless it is missing or null. */
  public Optional<JsonValue> find(String name) {
    return findEvenNull(name).filter(value -> value != JsonNull.NULL);
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
  public Optional<Members> object(String name) {
    return find(name).map(value -> {
      if (value instanceof JsonObject inner) {
        return new Members(pathOf(name), inner, exact);
      }
      throw wrong(name, "an object");
    });
  }

  /** The member as a list of objects, each with its own path; empty if not said. */
  public List<Members> objects(String name) {
    List<Members> objects = new ArrayList<>();
    for (JsonValue element : elements(name, "a list")) {
      String place = "%s[%d]".formatted(name, objects.size());
      if (!(element instanceof JsonObject inner)) {
        throw wrong(place, "an object");
      }
      objects.add(new Members(pathOf(place), inner, exact));
    }
    return objects;
  }

  /** The member as a list of texts; empty if not said. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue element : elements(name, "an array of strings")) {
      if (!(element instanceof JsonString string)) {
        throw wrong(name, "an array of strings");
      }
      texts.add(string.value());
    }
    return texts;
  }

  private List<JsonValue> elements(String name, String wanted) {
    Optional<JsonValue> found = find(name);
    if (found.isEmpty()) {
      return List.of();
    }
    if (found.get() instanceof JsonArray array) {
      return array.elements();
    }
    throw wrong(name, wanted);
  }

  /**
   * Refuses members that are none of {@code known}, with the known name that was meant if only the case
   * differs.
   */
  public void requireKnown(Set<String> known) {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        String hint = known.stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .map("; did you mean %s?"::formatted)
            .orElseGet(() -> "; known are " + String.join(", ", new TreeSet<>(known)));
        throw invalid(name, "is not known here" + hint);
      }
    }
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
