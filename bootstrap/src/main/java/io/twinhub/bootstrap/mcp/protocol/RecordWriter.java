package io.twinhub.bootstrap.mcp.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON of the protocol's records, with the names that their annotations give. A component that is null is
 * left out.
 */
final class RecordWriter {
  private RecordWriter() {}

  static JsonValue json(@Nullable Object value) {
    if (value == null) {
      return JsonNull.NULL;
    }
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof Record one) {
      return members(one);
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject.Builder object = JsonObject.builder();
      map.forEach((name, inner) -> object.put(String.valueOf(name), json(inner)));
      return object.build();
    }
    if (value instanceof Collection<?> all) {
      List<JsonValue> elements = new ArrayList<>();
      all.forEach(one -> elements.add(json(one)));
      return new JsonArray(elements);
    }
    return scalar(value);
  }

  private static JsonValue scalar(Object value) {
    if (value instanceof Boolean truth) {
      return JsonBool.of(truth);
    }
    if (value instanceof Number number) {
      return JsonNumber.of(new BigDecimal(number.toString()));
    }
    return new JsonString(value instanceof Enum<?> one ? name(one) : value.toString());
  }

  private static JsonObject members(Record one) {
    JsonObject.Builder object = JsonObject.builder();
    kind(one.getClass()).ifPresent(kind -> object.put(kind.property(), kind.name()));
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      Object value = value(one, component);
      if (value != null) {
        object.put(name(component), json(value));
      }
    }
    return object.build();
  }

  private static @Nullable Object value(Record one, RecordComponent component) {
    try {
      return component.getAccessor().invoke(one);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a component that cannot be read: " + component, e);
    }
  }

  /** The name of a component in JSON. */
  static String name(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null || property.value().isEmpty() ? component.getName() : property.value();
  }

  /** The name of a constant in JSON. */
  static String name(Enum<?> constant) {
    try {
      JsonProperty property =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return property == null ? constant.name() : property.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a constant without a field: " + constant, e);
    }
  }

  /** How JSON says which record of several an object is. */
  record Kind(String property, String name) {}

  private static Optional<Kind> kind(Class<?> type) {
    for (Class<?> family : type.getInterfaces()) {
      JsonTypeInfo how = family.getAnnotation(JsonTypeInfo.class);
      JsonSubTypes members = family.getAnnotation(JsonSubTypes.class);
      if (how != null && members != null) {
        return Arrays.stream(members.value())
            .filter(member -> member.value() == type)
            .findFirst()
            .map(member -> new Kind(how.property(), member.name()));
      }
    }
    return Optional.empty();
  }
}
