package io.twinhub.azure.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON without loss: numbers keep every digit, which the SDK's beans do not. */
public final class ExactJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ExactJson() {}

  /**
   * Reads one value.
   *
   * @throws IOException if {@code text} is not JSON
   */
  public static JsonValue parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new IOException("expected JSON, found nothing");
      }
      return value(parser, first);
    }
  }

  private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> JsonBool.TRUE;
      case VALUE_FALSE -> JsonBool.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new IOException("unexpected " + token);
    };
  }

  private static JsonNumber number(String text) throws IOException {
    return JsonNumber.parse(text)
        .orElseThrow(
            () -> new IOException("the exponent of a number is beyond " + JsonNumber.EXPONENT_MAX));
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    JsonObject.Builder members = JsonObject.builder();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return members.build();
  }

  private static JsonArray array(JsonParser parser) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return new JsonArray(elements);
  }
}
