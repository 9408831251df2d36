package io.twinhub.local.frontend.mqtt.topic;

import io.twinhub.local.frontend.wire.Percent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code name=value&…} that follows a {@code ?} in topics and user names; if a name occurs twice, the
 * first counts.
 */
final class TopicParameters {
  private final Map<String, String> values = new LinkedHashMap<>();

  private TopicParameters() {}

  /** Parameters exactly as written. */
  static TopicParameters verbatim(String text) {
    TopicParameters parameters = new TopicParameters();
    for (String parameter : text.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals >= 0) {
        parameters.values.putIfAbsent(
            parameter.substring(0, equals), parameter.substring(equals + 1));
      }
    }
    return parameters;
  }

  /** Parameters whose names and values may be percent-encoded or not. */
  static TopicParameters decoded(String text) {
    TopicParameters parameters = new TopicParameters();
    verbatim(text)
        .values
        .forEach((name, value) ->
            parameters.values.putIfAbsent(Percent.decode(name), Percent.decode(value)));
    return parameters;
  }

  /** The value, if it is there and not empty. */
  Optional<String> find(String name) {
    return findEvenEmpty(name).filter(value -> !value.isEmpty());
  }

  /** The value, if it is there. */
  Optional<String> findEvenEmpty(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
