package io.twinhub.domain.document;

import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationError;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.MetricResults;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.configuration.SystemMetrics;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.TwinRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON document of a configuration. Source: captured documents of Azure. */
public final class ConfigurationDocument {
  private static final String ID = "id";
  private static final String SCHEMA_VERSION = "schemaVersion";
  private static final String LABELS = "labels";
  private static final String CONTENT = "content";
  private static final String TARGET_CONDITION = "targetCondition";
  private static final String CREATED = "createdTimeUtc";
  private static final String UPDATED = "lastUpdatedTimeUtc";
  private static final String PRIORITY = "priority";
  private static final String SYSTEM_METRICS = "systemMetrics";
  private static final String METRICS = "metrics";
  private static final String RESULTS = "results";
  private static final String QUERIES = "queries";

  private static final String TESTED_METRICS = "customMetricQueries";
  private static final String CONDITION_ERROR = "targetConditionError";
  private static final String METRIC_ERRORS = "customMetricQueryErrors";

  private ConfigurationDocument() {}

  /** The document, with its numbers. */
  public static JsonObject of(MeasuredConfiguration measured) {
    Configuration configuration = measured.configuration();
    ConfigurationRequest wanted = configuration.wanted();
    return body(configuration)
        .put(SYSTEM_METRICS, metrics(measured.results().system(), SystemMetrics.queries(wanted)))
        .put(METRICS, metrics(measured.results().custom(), wanted.metrics()))
        .put(DocumentNames.ETAG, configuration.etag())
        .build();
  }

  private static JsonObject.Builder body(Configuration configuration) {
    ConfigurationRequest wanted = configuration.wanted();
    return JsonObject.builder()
        .put(ID, wanted.id().value())
        .put(SCHEMA_VERSION, text(wanted.schemaVersion()))
        .put(LABELS, wanted.labels().<JsonValue>map(labels -> labels).orElse(JsonNull.NULL))
        .put(CONTENT, wanted.content().document())
        .put(TARGET_CONDITION, wanted.target().text())
        .put(CREATED, HubTime.text(configuration.created()))
        .put(UPDATED, HubTime.text(configuration.changed()))
        .put(PRIORITY, wanted.priority());
  }

  private static JsonValue text(Optional<String> text) {
    return text.<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
  }

  private static JsonObject metrics(Map<String, Long> results, Map<String, String> queries) {
    JsonObject.Builder numbers = JsonObject.builder();
    results.forEach(numbers::put);
    JsonObject.Builder texts = JsonObject.builder();
    queries.forEach(texts::put);
    return JsonObject.builder()
        .put(RESULTS, numbers.build())
        .put(QUERIES, texts.build())
        .build();
  }

  /** The body of a request for it. */
  public static JsonObject of(ConfigurationRequest wanted) {
    return JsonObject.builder()
        .put(ID, wanted.id().value())
        .put(SCHEMA_VERSION, text(wanted.schemaVersion()))
        .put(LABELS, wanted.labels().<JsonValue>map(labels -> labels).orElse(JsonNull.NULL))
        .put(CONTENT, wanted.content().document())
        .put(TARGET_CONDITION, wanted.target().text())
        .put(PRIORITY, wanted.priority())
        .put(METRICS, metrics(Map.of(), wanted.metrics()))
        .build();
  }

  /** The form in which a hub keeps it. */
  public static JsonObject stored(Configuration configuration) {
    return body(configuration)
        .put(METRICS, metrics(Map.of(), configuration.wanted().metrics()))
        .put(DocumentNames.ETAG, configuration.etag())
        .build();
  }

  /** Reads what {@link #stored} wrote, or what another hub answered. */
  public static Configuration read(JsonObject stored, TwinRules rules) {
    Members members = Members.of(stored);
    return new Configuration(
        request(stored, new ConfigurationId(members.text(ID).orElse("")), rules),
        members.time(CREATED),
        members.time(UPDATED),
        members.text(DocumentNames.ETAG).orElse(""));
  }

  /** Reads what another hub answered. */
  public static MeasuredConfiguration measured(JsonObject answer, TwinRules rules) {
    Members members = Members.of(answer);
    return new MeasuredConfiguration(
        read(answer, rules),
        new MetricResults(numbers(members.inner(SYSTEM_METRICS)), numbers(members.inner(METRICS))));
  }

  private static Map<String, Long> numbers(Members metrics) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    metrics.inner(RESULTS).object().forEach((name, value) -> {
      if (value instanceof JsonNumber number && number.isLong()) {
        numbers.put(name, number.longValue());
      }
    });
    return numbers;
  }

  /**
   * The configuration that a body asks for. Its id may be left out. Times, etag and results are the hub's and are ignored.
   *
   * @throws HubException naming the member that is wrong
   */
  public static ConfigurationRequest request(JsonObject body, ConfigurationId id, TwinRules rules) {
    Members members = Members.of(body);
    members.filledText(ID).filter(other -> !other.equals(id.value())).ifPresent(other -> {
      throw members.invalid(ID, "must be '%s', as in the address".formatted(id));
    });
    return new ConfigurationRequest(
        id,
        content(members, rules),
        new TargetCondition(members.text(TARGET_CONDITION).orElse("")),
        priority(members),
        queries(members.inner(METRICS).inner(QUERIES)),
        members.object(LABELS).map(ConfigurationDocument::labels),
        members.text(SCHEMA_VERSION));
  }

  private static ConfigurationContent content(Members members, TwinRules rules) {
    return members
        .object(CONTENT)
        .map(content -> ConfigurationContent.of(content.object(), rules))
        .orElseThrow(() -> new HubException(ConfigurationError.invalidContent(
            "it must have one of deviceContent, moduleContent and modulesContent, and has none")));
  }

  private static long priority(Members members) {
    JsonValue value = members.find(PRIORITY).orElse(JsonNumber.of(0));
    if (value instanceof JsonNumber number
        && number.isLong()
        && number.longValue() >= 0
        && number.longValue() <= Configuration.PRIORITY_MAX) {
      return number.longValue();
    }
    throw new HubException(ConfigurationError.invalidPriority(value.toString()));
  }

  private static Map<String, String> queries(Members queries) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : queries.object().names()) {
      texts.put(name, queries.text(name).orElse(""));
    }
    return texts;
  }

  private static JsonObject labels(Members labels) {
    for (String name : labels.object().names()) {
      labels.text(name);
    }
    return labels.object();
  }

  /** The queries in the body of a test: the target condition. */
  public static String testedCondition(Members members) {
    return members.text(TARGET_CONDITION).orElse("");
  }

  /** The queries in the body of a test: the custom metrics by name. */
  public static Map<String, String> testedMetrics(Members members) {
    return queries(members.inner(TESTED_METRICS));
  }

  /** The body that asks for a test. */
  public static JsonObject test(String targetCondition, Map<String, String> metrics) {
    JsonObject.Builder texts = JsonObject.builder();
    metrics.forEach(texts::put);
    return JsonObject.builder()
        .put(TARGET_CONDITION, targetCondition)
        .put(TESTED_METRICS, texts.build())
        .build();
  }

  /** Reads the answer to a test. */
  public static QueryTest tested(JsonObject answer) {
    Members members = Members.leniently(answer);
    Map<String, Optional<String>> metrics = new LinkedHashMap<>();
    Members errors = members.inner(METRIC_ERRORS);
    errors.object().names().forEach(name -> metrics.put(name, errors.filledText(name)));
    return new QueryTest(members.filledText(CONDITION_ERROR), metrics);
  }

  /** The answer to a test: what is wrong, or null for what is not. */
  public static JsonObject of(QueryTest test) {
    JsonObject.Builder errors = JsonObject.builder();
    test.metrics().forEach((name, error) -> errors.put(name, text(error)));
    return JsonObject.builder()
        .put(CONDITION_ERROR, text(test.targetCondition()))
        .put(METRIC_ERRORS, errors.build())
        .build();
  }
}
