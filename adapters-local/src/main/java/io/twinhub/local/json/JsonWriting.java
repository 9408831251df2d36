package io.twinhub.local.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Values being written to memory, which does not fail. */
final class JsonWriting {
  private final JsonGenerator out;

  JsonWriting(JsonGenerator out) {
    this.out = out;
  }

  void value(JsonValue value) throws IOException {
    if (value instanceof JsonObject object) {
      out.writeStartObject();
      object.forEach(this::member);
      out.writeEndObject();
    } else if (value instanceof JsonArray array) {
      out.writeStartArray();
      for (JsonValue element : array.elements()) {
        value(element);
      }
      out.writeEndArray();
    } else if (value instanceof JsonString string) {
      out.writeString(string.value());
    } else if (value instanceof JsonNumber number) {
      number(number);
    } else if (value instanceof JsonBool bool) {
      out.writeBoolean(bool.value());
    } else if (value instanceof JsonNull) {
      out.writeNull();
    }
  }

  private void member(String name, JsonValue value) {
    try {
      out.writeFieldName(name);
      value(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void number(JsonNumber number) throws IOException {
    if (number.isLong()) {
      out.writeNumber(number.longValue());
    } else {
      out.writeNumber(number.toString());
    }
  }
}
