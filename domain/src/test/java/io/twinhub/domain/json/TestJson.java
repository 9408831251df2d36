package io.twinhub.domain.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON in tests, where single quotes stand for double ones. Trusts its input. */
public final class TestJson {
  private final String text;
  private int at;

  private TestJson(String text) {
    this.text = text;
  }

  /** The object that {@code text} is. */
  public static JsonObject object(String text) {
    return (JsonObject) value(text);
  }

  /** The value that {@code text} is. */
  public static JsonValue value(String text) {
    return new TestJson(text.replace('\'', '"')).value();
  }

  private JsonValue value() {
    char c = peek();
    if (c == '{') {
      return object();
    }
    if (c == '[') {
      return array();
    }
    if (c == '"') {
      return new JsonString(string());
    }
    return word();
  }

  private JsonObject object() {
    JsonObject.Builder members = JsonObject.builder();
    at++;
    while (peek() != '}') {
      String name = string();
      skip(':');
      members.put(name, value());
      skip(',');
    }
    at++;
    return members.build();
  }

  private JsonArray array() {
    List<JsonValue> elements = new ArrayList<>();
    at++;
    while (peek() != ']') {
      elements.add(value());
      skip(',');
    }
    at++;
    return new JsonArray(elements);
  }

  private String string() {
    peek();
    int end = text.indexOf('"', at + 1);
    String string = text.substring(at + 1, end);
    at = end + 1;
    return string;
  }

  private JsonValue word() {
    int start = at;
    while (at < text.length() && ",}] ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true" -> JsonBool.TRUE;
      case "false" -> JsonBool.FALSE;
      case "null" -> JsonNull.NULL;
      default -> JsonNumber.of(new BigDecimal(word));
    };
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private void skip(char expected) {
    if (peek() == expected) {
      at++;
    }
  }
}
