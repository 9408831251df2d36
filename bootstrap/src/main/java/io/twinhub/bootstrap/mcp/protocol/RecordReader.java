package io.twinhub.bootstrap.mcp.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the protocol's records of JSON. Members that a record does not have are ignored. */
final class RecordReader {
  private RecordReader() {}

  /** @throws IllegalArgumentException if the JSON does not have the shape of {@code type} */
  static @Nullable Object value(JsonValue json, Type type) {
    if (json == JsonNull.NULL) {
      return null;
    }
    if (type instanceof ParameterizedType shape) {
      return ofShape(json, shape);
    }
    return type instanceof Class<?> plain ? ofClass(json, plain) : plain(json);
  }

  private static Object ofShape(JsonValue json, ParameterizedType shape) {
    Type[] arguments = shape.getActualTypeArguments();
    if (json instanceof JsonArray array && shape.getRawType() == List.class) {
      List<@Nullable Object> list = new ArrayList<>();
      array.elements().forEach(element -> list.add(value(element, arguments[0])));
      return list;
    }
    if (json instanceof JsonObject object && arguments.length == 2) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.forEach((name, inner) -> map.put(name, value(inner, arguments[1])));
      return map;
    }
    if (shape.getRawType() instanceof Class<?> raw && raw != List.class && raw != Map.class) {
      return ofClass(json, raw);
    }
    throw wrong(json, ((Class<?>) shape.getRawType()).getSimpleName());
  }

  private static Object ofClass(JsonValue json, Class<?> type) {
    if (JsonValue.class.isAssignableFrom(type)) {
      return type.cast(json);
    }
    if (json instanceof JsonObject object) {
      if (type.isRecord()) {
        return record(object, type);
      }
      if (type.isAnnotationPresent(JsonSubTypes.class)) {
        return record(object, member(object, type));
      }
    }
    if (type.isEnum()) {
      return constant(json, type);
    }
    @Nullable Object plain = number(plain(json), type);
    if (plain == null || !boxed(type).isInstance(plain)) {
      throw wrong(json, type.getSimpleName());
    }
    return plain;
  }

  private static @Nullable Object number(@Nullable Object plain, Class<?> type) {
    if (plain instanceof Number number) {
      if (boxed(type) == Double.class) {
        return number.doubleValue();
      }
      if (boxed(type) == Long.class) {
        return number.longValue();
      }
    }
    return plain;
  }

  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive()
        ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
        : type;
  }

  private static Class<?> member(JsonObject object, Class<?> family) {
    String property = family.getAnnotation(JsonTypeInfo.class).property();
    return Arrays.stream(family.getAnnotation(JsonSubTypes.class).value())
        .filter(one ->
            object.find(property).filter(new JsonString(one.name())::equals).isPresent())
        .<Class<?>>map(JsonSubTypes.Type::value)
        .findFirst()
        .orElseThrow(() -> wrong(object, family.getSimpleName()));
  }

  private static Object constant(JsonValue json, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (json instanceof JsonString text
          && RecordWriter.name((Enum<?>) constant).equals(text.value())) {
        return constant;
      }
    }
    throw wrong(json, type.getSimpleName());
  }

  private static Object record(JsonObject object, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(
          object.find(RecordWriter.name(components[i])).orElse(JsonNull.NULL),
          components[i].getGenericType());
    }
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          "not a valid %s: %s".formatted(type.getSimpleName(), cause.getMessage()), e);
    }
  }

  /** A value as Java has it without a record: numbers as small as they fit, as other readers make them. */
  static @Nullable Object plain(JsonValue json) {
    if (json instanceof JsonObject object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.forEach((name, inner) -> map.put(name, plain(inner)));
      return map;
    }
    if (json instanceof JsonArray array) {
      List<@Nullable Object> list = new ArrayList<>();
      array.elements().forEach(element -> list.add(plain(element)));
      return list;
    }
    if (json instanceof JsonNumber number) {
      return plain(number);
    }
    if (json instanceof JsonString text) {
      return text.value();
    }
    return json instanceof JsonBool truth ? truth.value() : null;
  }

  private static Number plain(JsonNumber number) {
    if (!number.isLong()) {
      return number.exact();
    }
    long whole = number.longValue();
    return whole == (int) whole ? (Number) (int) whole : (Number) whole;
  }

  private static IllegalArgumentException wrong(JsonValue json, String wanted) {
    String text = json.toString();
    return new IllegalArgumentException("%s is not a %s"
        .formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text, wanted));
  }
}
