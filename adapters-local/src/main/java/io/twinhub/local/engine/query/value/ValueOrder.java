package io.twinhub.local.engine.query.value;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Comparator;
import java.util.Optional;

/**
 * A total order of values for the results of GROUP BY, whose order the query language does not define:
 * undefined, null, false, true, numbers, strings, arrays, objects; the latter two by their text.
 */
public final class ValueOrder implements Comparator<Optional<JsonValue>> {

  @Override
  public int compare(Optional<JsonValue> left, Optional<JsonValue> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isPresent(), right.isPresent());
    }
    JsonValue first = left.get();
    JsonValue second = right.get();
    int byRank = Integer.compare(first.accept(Rank.OF), second.accept(Rank.OF));
    if (byRank != 0) {
      return byRank;
    }
    if (first instanceof JsonNumber one && second instanceof JsonNumber two) {
      return one.exact().compareTo(two.exact());
    }
    return text(first).compareTo(text(second));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.value() : value.toString();
  }

  /** The rank of each type. */
  private enum Rank implements JsonValue.Visitor<Integer> {
    OF;

    private static final int NULL = 0;
    private static final int BOOL = 1;
    private static final int NUMBER = 2;
    private static final int STRING = 3;
    private static final int ARRAY = 4;
    private static final int OBJECT = 5;

    @Override
    public Integer object(JsonObject value) {
      return OBJECT;
    }

    @Override
    public Integer array(JsonArray value) {
      return ARRAY;
    }

    @Override
    public Integer string(JsonString value) {
      return STRING;
    }

    @Override
    public Integer number(JsonNumber value) {
      return NUMBER;
    }

    @Override
    public Integer bool(JsonBool value) {
      return BOOL;
    }

    @Override
    public Integer nothing(JsonNull value) {
      return NULL;
    }
  }
}
