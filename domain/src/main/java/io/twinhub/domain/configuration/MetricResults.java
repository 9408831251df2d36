package io.twinhub.domain.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of a configuration, by the names of their queries.
 *
 * @param system what every configuration has
 * @param custom what the user asked for
 */
public record MetricResults(Map<String, Long> system, Map<String, Long> custom) {
  /** No numbers. */
  public static final MetricResults NONE = new MetricResults(Map.of(), Map.of());

  /** Copies both. */
  public MetricResults {
    system = Collections.unmodifiableMap(new LinkedHashMap<>(system));
    custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
  }
}
