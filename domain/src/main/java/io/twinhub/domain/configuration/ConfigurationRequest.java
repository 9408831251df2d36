package io.twinhub.domain.configuration;

import io.twinhub.domain.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration as a client asks for it.
 *
 * @param id its id
 * @param content what it writes
 * @param target which twins it is for
 * @param priority 0 or more; the higher one wins
 * @param metrics the custom metrics: queries by name
 * @param labels what users note about it; no effect
 * @param schemaVersion echoed; empty if the client sent none
 */
public record ConfigurationRequest(
    ConfigurationId id,
    ConfigurationContent content,
    TargetCondition target,
    long priority,
    Map<String, String> metrics,
    Optional<JsonObject> labels,
    Optional<String> schemaVersion) {

  /** Copies {@code metrics}. */
  public ConfigurationRequest {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** The same request with another content. */
  public ConfigurationRequest with(ConfigurationContent other) {
    return new ConfigurationRequest(id, other, target, priority, metrics, labels, schemaVersion);
  }
}
