package io.twinhub.bootstrap.cli.command.configuration;

import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;

/** Contents and metrics as users write them: alone, or inside a whole configuration, as az takes them. */
final class Contents {
  static final String CONTENT = "content";
  static final String METRICS = "metrics";
  static final String QUERIES = "queries";
  static final String CONDITION = "targetCondition";
  static final String PRIORITY = "priority";
  static final String LABELS = "labels";

  private static final String EDGE = "modulesContent";

  private Contents() {}

  /** The content of a configuration. */
  static JsonObject content(String text) {
    return part(JsonOption.parse("--content", text), CONTENT);
  }

  /** The metrics of a configuration. */
  static JsonObject metrics(String text) {
    JsonObject metrics = part(JsonOption.parse("--metrics", text), METRICS);
    return JsonObject.of(QUERIES, part(metrics, QUERIES));
  }

  private static JsonObject part(JsonObject whole, String name) {
    return whole.find(name).orElse(JsonNull.NULL) instanceof JsonObject inner ? inner : whole;
  }

  /** Whether a configuration is a deployment. */
  static boolean isEdge(JsonObject configuration) {
    return configuration.find(CONTENT).orElse(JsonNull.NULL) instanceof JsonObject content
        && content.find(EDGE).orElse(JsonNull.NULL) instanceof JsonObject;
  }

  /** The text at a member; empty if there is none. */
  static String text(JsonObject object, String name) {
    JsonValue value = object.find(name).orElse(JsonNull.NULL);
    return value instanceof JsonString text ? text.value() : "";
  }

  /** The object at a member; empty if there is none. */
  static JsonObject object(JsonObject object, String name) {
    return object.find(name).orElse(JsonNull.NULL) instanceof JsonObject inner
        ? inner
        : JsonObject.EMPTY;
  }
}
