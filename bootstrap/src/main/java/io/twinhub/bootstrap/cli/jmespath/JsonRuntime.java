package io.twinhub.bootstrap.cli.jmespath;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;
import software.amazon.smithy.jmespath.RuntimeType;
import software.amazon.smithy.jmespath.evaluation.JmespathRuntime;
import software.amazon.smithy.jmespath.evaluation.NumberType;

/** Lets the JMESPath library work on our JSON values; numbers stay exact. */
enum JsonRuntime implements JmespathRuntime<JsonValue> {
  /** The only runtime; it has no state. */
  INSTANCE;

  private static final JsonValue.Visitor<RuntimeType> TYPES = new JsonValue.Visitor<>() {
    @Override
    public RuntimeType object(JsonObject value) {
      return RuntimeType.OBJECT;
    }

    @Override
    public RuntimeType array(JsonArray value) {
      return RuntimeType.ARRAY;
    }

    @Override
    public RuntimeType string(JsonString value) {
      return RuntimeType.STRING;
    }

    @Override
    public RuntimeType number(JsonNumber value) {
      return RuntimeType.NUMBER;
    }

    @Override
    public RuntimeType bool(JsonBool value) {
      return RuntimeType.BOOLEAN;
    }

    @Override
    public RuntimeType nothing(JsonNull value) {
      return RuntimeType.NULL;
    }
  };

  @Override
  public RuntimeType typeOf(JsonValue value) {
    return value.accept(TYPES);
  }

  @Override
  public boolean equal(JsonValue one, JsonValue other) {
    return one.equals(other);
  }

  @Override
  public String toString(JsonValue value) {
    return value instanceof JsonString text ? text.value() : value.toString();
  }

  @Override
  public JsonValue createNull() {
    return JsonNull.NULL;
  }

  @Override
  public JsonValue createBoolean(boolean value) {
    return JsonBool.of(value);
  }

  @Override
  public boolean asBoolean(JsonValue value) {
    return as(JsonBool.class, value, "a boolean").value();
  }

  @Override
  public JsonValue createString(String value) {
    return new JsonString(value);
  }

  @Override
  public String asString(JsonValue value) {
    return as(JsonString.class, value, "a string").value();
  }

  @Override
  public JsonValue createNumber(Number value) {
    return JsonNumber.parse(value.toString())
        .<JsonValue>map(number -> number)
        .orElse(JsonNull.NULL);
  }

  @Override
  public NumberType numberType(JsonValue value) {
    return number(value).isLong() ? NumberType.LONG : NumberType.BIG_DECIMAL;
  }

  @Override
  public Number asNumber(JsonValue value) {
    JsonNumber number = number(value);
    return number.isLong() ? (Number) number.longValue() : number.exact();
  }

  private static JsonNumber number(JsonValue value) {
    return as(JsonNumber.class, value, "a number");
  }

  @Override
  public ArrayBuilder<JsonValue> arrayBuilder() {
    List<JsonValue> elements = new ArrayList<>();
    return new ArrayBuilder<>() {
      @Override
      public void add(JsonValue value) {
        elements.add(value);
      }

      @Override
      public void addAll(JsonValue array) {
        asIterable(array).forEach(elements::add);
      }

      @Override
      public JsonValue build() {
        return new JsonArray(elements);
      }
    };
  }

  @Override
  public JsonValue element(JsonValue array, int index) {
    List<JsonValue> elements = as(JsonArray.class, array, "an array").elements();
    return index >= 0 && index < elements.size() ? elements.get(index) : JsonNull.NULL;
  }

  @Override
  public ObjectBuilder<JsonValue> objectBuilder() {
    JsonObject.Builder members = JsonObject.builder();
    return new ObjectBuilder<>() {
      @Override
      public void put(JsonValue key, JsonValue value) {
        members.put(asString(key), value);
      }

      @Override
      public void putAll(JsonValue object) {
        as(JsonObject.class, object, "an object").forEach(members::put);
      }

      @Override
      public JsonValue build() {
        return members.build();
      }
    };
  }

  @Override
  public JsonValue value(JsonValue object, JsonValue key) {
    return object instanceof JsonObject members && key instanceof JsonString name
        ? members.find(name.value()).orElse(JsonNull.NULL)
        : JsonNull.NULL;
  }

  @Override
  public int length(JsonValue value) {
    if (value instanceof JsonString text) {
      return text.value().codePointCount(0, text.value().length());
    }
    return value instanceof JsonObject object
        ? object.size()
        : as(JsonArray.class, value, "an array").elements().size();
  }

  @Override
  public Iterable<? extends JsonValue> asIterable(JsonValue value) {
    return value instanceof JsonObject object
        ? object.names().stream().map(JsonString::new).toList()
        : as(JsonArray.class, value, "an array").elements();
  }

  private static <T> T as(Class<T> kind, JsonValue value, String name) {
    if (kind.isInstance(value)) {
      return kind.cast(value);
    }
    throw new JmespathException(
        JmespathExceptionType.INVALID_TYPE, "%s is not %s".formatted(value, name));
  }
}
