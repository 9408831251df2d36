package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.twin.Twin;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Translates twins between the device SDK's beans and the domain; no other class sees both. The beans hold
 * numbers as {@code long} or {@code double}, so a longer decimal is reduced to the precision of a double.
 */
final class AzureTwinMapper {
  private AzureTwinMapper() {}

  /** Maps the SDK's notification of changed desired properties. */
  static DesiredChange desiredChange(Twin notification) {
    TwinCollection desired = notification.getDesiredProperties();
    return new DesiredChange(object(desired), version(desired));
  }

  /**
   * Maps a device's report.
   *
   * @throws HubException with {@link RequestError#invalid} if the SDK does not accept it
   */
  static TwinCollection collection(ReportedPatch report) {
    TwinCollection collection = new TwinCollection();
    try {
      report
          .members()
          .forEach((name, value) -> collection.put(name, value.accept(BEAN).value()));
    } catch (IllegalArgumentException refused) {
      throw new HubException(RequestError.invalid(
          "the device SDK does not accept the report: " + refused.getMessage()));
    }
    report.expected().ifPresent(version -> collection.setVersion(Math.toIntExact(version.value())));
    return collection;
  }

  private static Version version(TwinCollection section) {
    Integer version = section.getVersion();
    return new Version(version == null ? 0 : version);
  }

  private static JsonObject object(Map<?, ?> members) {
    JsonObject.Builder object = JsonObject.builder();
    members.forEach((name, value) -> object.put(String.valueOf(name), value(value)));
    return object.build();
  }

  private static JsonValue value(@Nullable Object bean) {
    if (bean == null) {
      return JsonNull.NULL;
    }
    if (bean instanceof Map<?, ?> members) {
      return object(members);
    }
    if (bean instanceof List<?> elements) {
      List<JsonValue> values = new ArrayList<>();
      elements.forEach(element -> values.add(value(element)));
      return new JsonArray(values);
    }
    if (bean instanceof Boolean flag) {
      return JsonBool.of(flag);
    }
    return bean instanceof Number number
        ? JsonNumber.of(new BigDecimal(number.toString()))
        : new JsonString(bean.toString());
  }

  /** A value as the SDK wants it; Java's null for JSON's. */
  private record Bean(@Nullable Object value) {}

  private static final JsonValue.Visitor<Bean> BEAN = new JsonValue.Visitor<>() {
    @Override
    public Bean object(JsonObject value) {
      Map<String, @Nullable Object> members = new HashMap<>();
      value.forEach((name, member) -> members.put(name, member.accept(this).value()));
      return new Bean(members);
    }

    @Override
    public Bean array(JsonArray value) {
      List<@Nullable Object> elements = new ArrayList<>();
      value.elements().forEach(element -> elements.add(element.accept(this).value()));
      return new Bean(elements);
    }

    @Override
    public Bean string(JsonString value) {
      return new Bean(value.value());
    }

    @Override
    public Bean number(JsonNumber value) {
      return new Bean(value.isLong() ? (Number) value.longValue() : (Number) value.exact());
    }

    @Override
    public Bean bool(JsonBool value) {
      return new Bean(value.value());
    }

    @Override
    public Bean nothing(JsonNull value) {
      return new Bean(null);
    }
  };
}
