package io.twinhub.domain.query;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;

/**
 * One row of a query's answer. Who passes it on takes its text, who computes with it the object; a hub
 * need not make the one for the other.
 */
public interface QueryRow {

  /** The row. */
  JsonObject object();

  /** The row as compact JSON in UTF-8. Not to be written into: others may have the same. */
  byte[] json();

  /** A row that is there as an object. */
  static QueryRow of(JsonObject object) {
    return new QueryRow() {
      @Override
      public JsonObject object() {
        return object;
      }

      @Override
      public byte[] json() {
        return JsonWriter.bytes(object);
      }

      @Override
      public String toString() {
        return object.toString();
      }
    };
  }
}
