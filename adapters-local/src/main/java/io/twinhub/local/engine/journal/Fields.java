package io.twinhub.local.engine.journal;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The members of a stored document, by type; a document that is not as it was written is damaged. */
final class Fields {
  private Fields() {}

  static JsonObject object(JsonObject document, String name) {
    if (required(document, name) instanceof JsonObject object) {
      return object;
    }
    throw damaged(name);
  }

  static String text(JsonObject document, String name) {
    return findText(document, name).orElseThrow(() -> damaged(name));
  }

  static Optional<String> findText(JsonObject document, String name) {
    return document.find(name).map(value -> text(value, name));
  }

  static long number(JsonObject document, String name) {
    return number(required(document, name), name);
  }

  static long number(JsonValue value, String name) {
    if (value instanceof JsonNumber number && number.isLong()) {
      return number.longValue();
    }
    throw damaged(name);
  }

  static boolean flag(JsonObject document, String name) {
    if (required(document, name) instanceof JsonBool bool) {
      return bool.value();
    }
    throw damaged(name);
  }

  static Instant time(JsonObject document, String name) {
    return time(required(document, name), name);
  }

  static Instant time(JsonValue value, String name) {
    try {
      return StoredTime.parse(text(value, name));
    } catch (DateTimeException e) {
      throw damaged(name);
    }
  }

  static List<JsonValue> elements(JsonObject document, String name) {
    return elements(required(document, name), name);
  }

  static List<JsonValue> elements(JsonValue value, String name) {
    if (value instanceof JsonArray array) {
      return array.elements();
    }
    throw damaged(name);
  }

  static List<String> texts(JsonObject document, String name) {
    return document.has(name)
        ? elements(document, name).stream().map(value -> text(value, name)).toList()
        : List.of();
  }

  private static String text(JsonValue value, String name) {
    if (value instanceof JsonString text) {
      return text.value();
    }
    throw damaged(name);
  }

  private static JsonValue required(JsonObject document, String name) {
    return document.find(name).orElseThrow(() -> damaged(name));
  }

  static IllegalArgumentException damaged(String name) {
    return new IllegalArgumentException("'%s' is missing or of another type".formatted(name));
  }
}
