package io.twinhub.bootstrap.simulation;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telemetry of a simulated device. A text such as {@code "{20..25}"}, at any depth, becomes a number that
 * wanders between the two; everything else is sent as it is.
 */
public final class TelemetryTemplate {
  private static final Pattern RANGE = Pattern.compile("\\{([^{}]*)\\.\\.([^{}]*)\\}");

  private final Supplier<JsonObject> bodies;

  private TelemetryTemplate(Supplier<JsonObject> bodies) {
    this.bodies = bodies;
  }

  /**
   * Reads a template.
   *
   * @param chance from where numbers are drawn
   * @throws HubException naming the member whose text is not a range, though it looks like one
   */
  public static TelemetryTemplate of(JsonObject template, RandomGenerator chance) {
    return new TelemetryTemplate(object("", template, chance));
  }

  /** The next body. */
  public JsonObject next() {
    return bodies.get();
  }

  private static Supplier<JsonObject> object(
      String path, JsonObject template, RandomGenerator chance) {
    Map<String, Supplier<JsonValue>> members = new LinkedHashMap<>();
    template.forEach((name, value) ->
        members.put(name, value(path.isEmpty() ? name : path + "." + name, value, chance)));
    return () -> {
      JsonObject.Builder body = JsonObject.builder();
      members.forEach((name, value) -> body.put(name, value.get()));
      return body.build();
    };
  }

  private static Supplier<JsonValue> value(String path, JsonValue value, RandomGenerator chance) {
    if (value instanceof JsonObject object) {
      return object(path, object, chance)::get;
    }
    if (value instanceof JsonArray array) {
      List<Supplier<JsonValue>> elements = new ArrayList<>();
      array
          .elements()
          .forEach(element ->
              elements.add(value("%s[%d]".formatted(path, elements.size()), element, chance)));
      return () -> new JsonArray(elements.stream().map(Supplier::get).toList());
    }
    if (value instanceof JsonString text) {
      Matcher range = RANGE.matcher(text.value());
      if (range.matches()) {
        WanderingNumber number = number(path, range, chance);
        return number::next;
      }
    }
    return () -> value;
  }

  private static WanderingNumber number(String path, Matcher range, RandomGenerator chance) {
    Optional<JsonNumber> low = JsonNumber.parse(range.group(1).strip());
    Optional<JsonNumber> high = JsonNumber.parse(range.group(2).strip());
    if (low.isEmpty()
        || high.isEmpty()
        || low.get().exact().compareTo(high.get().exact()) > 0) {
      throw new HubException(RequestError.invalid(
          "%s: '%s' is not a range; write the smaller number first, as in {20..25}"
              .formatted(path, range.group())));
    }
    return new WanderingNumber(low.get().exact(), high.get().exact(), chance);
  }
}
