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

/** Writes values to a generator. */
final class JsonWriting {
  private final JsonGenerator out;

  JsonWriting(JsonGenerator out) {
    this.out = out;
  }

  void write(JsonValue value) throws IOException {
    if (value instanceof JsonObject object) {
      out.writeStartObject();
      for (String name : object.names()) {
        out.writeFieldName(name);
        write(object.find(name).orElseThrow());
      }
      out.writeEndObject();
    } else if (value instanceof JsonArray array) {
      out.writeStartArray();
      for (JsonValue element : array.elements()) {
        write(element);
      }
      out.writeEndArray();
    } else if (value instanceof JsonString string) {
      out.writeString(string.value());
    } else if (value instanceof JsonNumber number) {
      out.writeNumber(number.toString());
    } else if (value instanceof JsonBool bool) {
      out.writeBoolean(bool.value());
    } else if (value instanceof JsonNull) {
      out.writeNull();
    }
  }
}
