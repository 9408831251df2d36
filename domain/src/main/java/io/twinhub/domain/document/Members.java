package io.twinhub.domain.document;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the members of a JSON object. A member that is null counts as missing, since Java's clients write all
 * members.
 *
 * <p>Requests of clients are read {@linkplain #of(JsonObject) in any case}, as the service reads them; if the
 * names of two members are the same or differ only in case, the last one counts. Files that people write are
 * read {@linkplain #exactly exactly}: there a different case is a typing mistake. Both refuse a member of the
 * wrong type and name its path. Answers of a hub are read {@linkplain #leniently leniently}: there a member
 * of the wrong type counts as missing.
 */
public final class Members {
  private final String path;
  private final JsonObject object;
  private final Reading reading;

  /** How strict the reader is. */
  private enum Reading {
    ANY_CASE,
    EXACT,
    LENIENT
  }

  private Members(String path, JsonObject object, Reading reading) {
    this.path = path;
    this.object = object;
    this.reading = reading;
  }

  /** The members of a whole request, with names in any case. */
  public static Members of(JsonObject object) {
    return of("", object);
  }

  /**
   * The members of a part of a request, with names in any case.
   *
   * @param path where the object stands in the request
   */
  public static Members of(String path, JsonObject object) {
    return new Members(path, object, Reading.ANY_CASE);
  }

  /**
   * The members of a part of a file, with names that must match exactly.
   *
   * @param path where the object stands in the file; empty for the whole file
   */
  public static Members exactly(String path, JsonObject object) {
    return new Members(path, object, Reading.EXACT);
  }

  /** The members of an answer, with names that must match exactly; nothing is refused. */
  public static Members leniently(JsonObject object) {
    return new Members("", object, Reading.LENIENT);
  }

  /** The path of the object; empty for the whole text. */
  public String path() {
    return path;
  }

  /** The object itself. */
  public JsonObject object() {
    return object;
  }

  /** Other members at the same path. */
  public Members with(JsonObject other) {
    return new Members(path, other, reading);
  }

  /** The member, even if it is null. */
  public Optional<JsonValue> findEvenNull(String name) {
    return reading == Reading.ANY_CASE ? findInAnyCase(name) : object.find(name);
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

  private <T extends JsonValue> Optional<T> find(String name, Class<T> kind, String wanted) {
    return find(name).flatMap(value -> {
      if (!kind.isInstance(value)) {
        refuse(name, wanted);
        return Optional.empty();
      }
      return Optional.of(kind.cast(value));
    });
  }

  /** The member as a text. */
  public Optional<String> text(String name) {
    return find(name, JsonString.class, "a string").map(JsonString::value);
  }

  /** The member as a text; an empty one counts as missing. */
  public Optional<String> filledText(String name) {
    return text(name).filter(text -> !text.isEmpty());
  }

  /** The member as a truth value; false if it is missing. */
  public boolean flag(String name) {
    return find(name, JsonBool.class, "true or false").map(JsonBool::value).orElse(false);
  }

  /** The member as a whole number; 0 if it is missing. */
  public long number(String name) {
    return find(name, JsonNumber.class, "a number")
        .filter(JsonNumber::isLong)
        .map(JsonNumber::longValue)
        .orElse(0L);
  }

  /**
   * The member as a time, {@link Identity#NEVER} if it is missing. Some times come without a zone, and all
   * are UTC.
   */
  public Instant time(String name) {
    return filledText(name)
        .map(text -> Instant.parse(text.endsWith("Z") ? text : text + "Z"))
        .orElse(Identity.NEVER);
  }

  /** The member as an object. */
  public Optional<Members> object(String name) {
    return find(name, JsonObject.class, "an object")
        .map(inner -> new Members(pathOf(name), inner, reading));
  }

  /** The members of the member; none if it is missing. */
  public Members inner(String name) {
    return object(name).orElseGet(() -> new Members(pathOf(name), JsonObject.EMPTY, reading));
  }

  /** The member as a list of objects, each with its own path; empty if it is missing. */
  public List<Members> objects(String name) {
    List<Members> objects = new ArrayList<>();
    for (JsonValue element : elements(name, "a list")) {
      String place = "%s[%d]".formatted(name, objects.size());
      if (element instanceof JsonObject inner) {
        objects.add(new Members(pathOf(place), inner, reading));
      } else {
        refuse(place, "an object");
      }
    }
    return objects;
  }

  /** The member as a list of texts; empty if it is missing. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue element : elements(name, "an array of strings")) {
      if (element instanceof JsonString string) {
        texts.add(string.value());
      } else {
        refuse(name, "an array of strings");
      }
    }
    return texts;
  }

  private List<JsonValue> elements(String name, String wanted) {
    return find(name, JsonArray.class, wanted).map(JsonArray::elements).orElse(List.of());
  }

  /**
   * Refuses members that are not in {@code known}; the refusal suggests the known name if only the case
   * differs.
   */
  public void requireKnown(Set<String> known) {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        String hint = known.stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .map("; did you mean %s?"::formatted)
            .orElseGet(() -> "; the known fields are " + String.join(", ", new TreeSet<>(known)));
        throw invalid(name, "is not a known field" + hint);
      }
    }
  }

  /** A refusal that names a member. */
  public HubException invalid(String name, String problem) {
    return new HubException(RequestError.invalid(pathOf(name) + " " + problem));
  }

  private void refuse(String name, String wanted) {
    if (reading != Reading.LENIENT) {
      throw invalid(name, "must be " + wanted);
    }
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
