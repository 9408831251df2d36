package io.twinhub.domain.query;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;

/**
 * One row of a query's answer. Code that passes the row on uses its text, and code that computes with it uses
 * the object; a hub need not build the object to give the text.
 */
public interface QueryRow {

  /** The row. */
  JsonObject object();

  /** The row as compact JSON in UTF-8. Callers must not change the array, which may be shared. */
  byte[] json();

  /** A row that is held as an object. */
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
