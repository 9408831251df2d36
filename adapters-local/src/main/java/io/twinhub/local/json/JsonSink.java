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
import java.util.List;

/** Takes a document piece by piece, for those who would otherwise build it only to have it written. */
public final class JsonSink {
  private final JsonGenerator out;

  JsonSink(JsonGenerator out) {
    this.out = out;
  }

  /** One step of writing, which goes to memory and so does not fail. */
  private interface Step {
    void run() throws IOException;
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins an object: the document, an element or, after {@link #name}, a member. */
  public JsonSink beginObject() {
    write(out::writeStartObject);
    return this;
  }

  /** Ends it. */
  public JsonSink endObject() {
    write(out::writeEndObject);
    return this;
  }

  /** Begins an array. */
  public JsonSink beginArray() {
    write(out::writeStartArray);
    return this;
  }

  /** Ends it. */
  public JsonSink endArray() {
    write(out::writeEndArray);
    return this;
  }

  /** Begins a member. */
  public JsonSink name(String name) {
    write(() -> out.writeFieldName(name));
    return this;
  }

  /** A member that is a text. */
  public JsonSink put(String name, String text) {
    return name(name).text(text);
  }

  /** A member that is a whole number. */
  public JsonSink put(String name, long number) {
    return name(name).number(number);
  }

  /** A member that is a truth value. */
  public JsonSink put(String name, boolean flag) {
    name(name);
    write(() -> out.writeBoolean(flag));
    return this;
  }

  /** A member of any kind. */
  public JsonSink put(String name, JsonValue value) {
    return name(name).value(value);
  }

  /** A member that is an array of texts. */
  public JsonSink put(String name, List<String> texts) {
    name(name).beginArray();
    texts.forEach(this::text);
    return endArray();
  }

  /** A text. */
  public JsonSink text(String text) {
    write(() -> out.writeString(text));
    return this;
  }

  /** A whole number. */
  public JsonSink number(long number) {
    write(() -> out.writeNumber(number));
    return this;
  }

  /** A value of any kind. */
  public JsonSink value(JsonValue value) {
    if (value instanceof JsonObject object) {
      beginObject();
      object.forEach(this::put);
      endObject();
    } else if (value instanceof JsonArray array) {
      beginArray();
      array.elements().forEach(this::value);
      endArray();
    } else if (value instanceof JsonString string) {
      text(string.value());
    } else if (value instanceof JsonNumber number) {
      number(number);
    } else if (value instanceof JsonBool bool) {
      write(() -> out.writeBoolean(bool.value()));
    } else if (value instanceof JsonNull) {
      write(out::writeNull);
    }
    return this;
  }

  private void number(JsonNumber number) {
    if (number.isLong()) {
      number(number.longValue());
    } else {
      write(() -> out.writeNumber(number.toString()));
    }
  }
}
