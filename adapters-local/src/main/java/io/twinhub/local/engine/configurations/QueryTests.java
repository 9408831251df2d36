package io.twinhub.local.engine.configurations;

import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationContent.Kind;
import io.twinhub.domain.configuration.ConfigurationError;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.engine.query.LocalQueryEngine;
import io.twinhub.local.engine.query.TargetWords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks the queries of configurations. */
final class QueryTests {
  private final LocalQueryEngine queries;

  QueryTests(LocalQueryEngine queries) {
    this.queries = queries;
  }

  /**
   * Passes silently if a configuration may have this condition and these metrics. The queries of metrics may
   * be wrong, as in Azure; such a metric has no result.
   *
   * @throws HubException saying what is wrong
   */
  void require(ConfigurationRequest wanted) {
    problem(wanted.target()).ifPresent(QueryTests::refuse);
    kindProblem(wanted).ifPresent(QueryTests::refuse);
    if (wanted.metrics().size() > Configuration.METRICS_MAX) {
      refuse(
          ConfigurationError.invalidMetric("a configuration has at most %d custom metrics, not %d"
              .formatted(Configuration.METRICS_MAX, wanted.metrics().size())));
    }
    wanted.metrics().forEach((name, query) -> {
      if (name.isBlank() || query.isBlank()) {
        refuse(ConfigurationError.invalidMetric(
            "the custom metric '%s' needs a name and a query".formatted(name)));
      }
      if (query.length() > QueryText.LENGTH_MAX) {
        refuse(
            ConfigurationError.invalidMetric(QueryError.tooLong(query.length()).message()));
      }
    });
  }

  private static void refuse(HubError problem) {
    throw new HubException(problem);
  }

  private static Optional<HubError> kindProblem(ConfigurationRequest wanted) {
    TargetCondition target = wanted.target();
    Kind kind = wanted.content().kind();
    if (kind == Kind.MODULE && !target.isNone() && !target.ofModules()) {
      return Optional.of(ConfigurationError.invalidContent(
          "moduleContent needs a condition like FROM devices.modules WHERE tags.plant = 'x'"));
    }
    return kind != Kind.MODULE && target.ofModules()
        ? Optional.of(ConfigurationError.invalidCondition(
            "a condition on devices.modules needs moduleContent, not " + kind.member()))
        : Optional.empty();
  }

  /** What is wrong with a condition, if anything is. */
  private static Optional<HubError> problem(TargetCondition target) {
    if (target.text().length() > TargetCondition.LENGTH_MAX) {
      return Optional.of(ConfigurationError.invalidCondition(
          "the target condition has %d characters; at most %d are allowed"
              .formatted(target.text().length(), TargetCondition.LENGTH_MAX)));
    }
    if (target.expression().isEmpty()) {
      return Optional.empty();
    }
    TargetWords words = new TargetWords(target.expression(), target.ofModules());
    if (!words.problems().isEmpty()) {
      return Optional.of(ConfigurationError.invalidCondition("the target condition is wrong at "
          + words.problems().stream().map(QueryProblem::render).collect(Collectors.joining("\n"))));
    }
    if (words.hasLists()) {
      return Optional.of(ConfigurationError.invalidCondition(
          "BadRequest: target conditions have no IN; write deviceId = 'a' OR deviceId = 'b'"));
    }
    return words.foreignPaths().isEmpty()
        ? Optional.empty()
        : Optional.of(ConfigurationError.foreignFields(words.foreignPaths()));
  }

  /** What is wrong with each query. */
  QueryTest test(String targetCondition, Map<String, String> metrics) {
    Map<String, Optional<String>> errors = new LinkedHashMap<>();
    metrics.forEach((name, query) -> errors.put(name, problem(query)));
    return new QueryTest(
        problem(new TargetCondition(targetCondition)).map(HubError::message), errors);
  }

  private Optional<String> problem(String query) {
    try {
      queries.count(new QueryText(query));
      return Optional.empty();
    } catch (HubException refusal) {
      return Optional.of(
          refusal.error() instanceof QueryError.Invalid invalid
              ? invalid.problems().stream()
                  .map(QueryProblem::render)
                  .collect(Collectors.joining("\n"))
              : refusal.error().message());
    }
  }

  /** How many rows a query has; empty if it is not a query. */
  Optional<Long> count(String query) {
    if (query.isEmpty()) {
      return Optional.of(0L);
    }
    try {
      return Optional.of(queries.count(new QueryText(query)));
    } catch (HubException refusal) {
      return Optional.empty();
    }
  }
}
