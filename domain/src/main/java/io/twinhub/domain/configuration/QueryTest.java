package io.twinhub.domain.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with the queries of a configuration.
 *
 * @param targetCondition what is wrong with the target condition; empty if nothing is
 * @param metrics for each metric what is wrong with its query; empty if nothing is
 */
public record QueryTest(Optional<String> targetCondition, Map<String, Optional<String>> metrics) {
  /** Copies {@code metrics}. */
  public QueryTest {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
