package io.twinhub.bootstrap.cli.edit;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a document, such as {@code tags.rooms[0].name}. An index counts from the end if it is negative.
 *
 * @param steps a name of a member, or an index as a number
 * @param text the path as it was typed, for messages
 */
record EditPath(List<Step> steps, String text) {
  private static final Pattern STEP =
      Pattern.compile("\\G(?:(?<=^)|\\.|(?=\\[))(?:([^.\\[\\]]+)|\\[(-?\\d{1,6})])");

  /** One step: into a member of an object, or an element of an array. */
  record Step(String name, Optional<Integer> index) {}

  /**
   * Reads a path.
   *
   * @throws CommandFailure naming {@code option}, if it is none
   */
  static EditPath parse(String option, String text) {
    String path = text.strip();
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    int end = 0;
    while (end < path.length() && step.find()) {
      String index = step.group(2);
      steps.add(
          index == null
              ? new Step(step.group(1), Optional.empty())
              : new Step("", Optional.of(Integer.parseInt(index))));
      end = step.end();
    }
    if (path.isEmpty() || end < path.length()) {
      throw CommandFailure.usage(
          "%s: '%s' is not a path; write tags.location.region, or rooms[0].name"
              .formatted(option, path));
    }
    return new EditPath(steps, path);
  }

  /** Whether the path leads to the members {@code names} or into them. */
  boolean startsWith(List<String> names) {
    return steps.size() >= names.size()
        && steps.subList(0, names.size()).stream().map(Step::name).toList().equals(names);
  }

  /**
   * {@code document} with another value at this place.
   *
   * @param change makes the new value of the old one; JSON null stands for none, before and after
   */
  JsonObject change(String option, JsonObject document, UnaryOperator<JsonValue> change) {
    JsonValue changed = changed(option, document, 0, change);
    return changed instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private JsonValue changed(
      String option, JsonValue here, int depth, UnaryOperator<JsonValue> change) {
    if (depth == steps.size()) {
      return change.apply(here);
    }
    Step step = steps.get(depth);
    UnaryOperator<JsonValue> below = value -> changed(option, value, depth + 1, change);
    if (step.index().isPresent()) {
      return element(option, here, step.index().get(), below);
    }
    if (here != JsonNull.NULL && !(here instanceof JsonObject)) {
      throw CommandFailure.usage(
          "%s: %s: '%s' is no member of %s".formatted(option, text, step.name(), kind(here)));
    }
    JsonObject object = here instanceof JsonObject members ? members : JsonObject.EMPTY;
    JsonValue value = below.apply(object.find(step.name()).orElse(JsonNull.NULL));
    return value == JsonNull.NULL ? object.without(step.name()) : object.with(step.name(), value);
  }

  private JsonValue element(
      String option, JsonValue here, int index, UnaryOperator<JsonValue> below) {
    if (!(here instanceof JsonArray array)) {
      throw CommandFailure.usage(
          "%s: %s: [%d] is no element of %s".formatted(option, text, index, kind(here)));
    }
    List<JsonValue> elements = new ArrayList<>(array.elements());
    int place = index < 0 ? elements.size() + index : index;
    if (place < 0 || place >= elements.size()) {
      throw CommandFailure.usage("%s: %s: there is no element [%d]; the array has %d"
          .formatted(option, text, index, elements.size()));
    }
    JsonValue value = below.apply(elements.get(place));
    if (value == JsonNull.NULL) {
      elements.remove(place);
    } else {
      elements.set(place, value);
    }
    return new JsonArray(elements);
  }

  private static String kind(JsonValue value) {
    if (value == JsonNull.NULL) {
      return "nothing";
    }
    return value instanceof JsonArray
        ? "an array"
        : value instanceof JsonObject ? "an object" : value.toString();
  }
}
