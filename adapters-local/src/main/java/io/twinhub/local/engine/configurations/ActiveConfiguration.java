package io.twinhub.local.engine.configurations;

import io.twinhub.domain.configuration.Claim;
import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationContent.Kind;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.TwinCondition;
import java.util.Optional;
import java.util.function.Function;

/** A configuration whose condition can be asked. */
final class ActiveConfiguration {
  private final Configuration configuration;
  private final Optional<TwinCondition> condition;
  private final Claim claim;

  ActiveConfiguration(Configuration configuration) {
    this.configuration = configuration;
    TargetCondition target = configuration.wanted().target();
    this.condition = target.expression().isEmpty()
        ? Optional.empty()
        : Optional.of(TwinCondition.of(target.expression()));
    this.claim = Claim.of(configuration);
  }

  Configuration configuration() {
    return configuration;
  }

  String id() {
    return claim.id();
  }

  Kind kind() {
    return configuration.wanted().content().kind();
  }

  /** What it wants of a twin that it is for, unless it is for the modules of edge devices. */
  Claim claim() {
    return claim;
  }

  /**
   * Whether its condition holds for a twin of its kind.
   *
   * @param values finds the value at any path of the twin's document
   */
  boolean holds(TwinAddress address, Function<JsonPath, Optional<JsonValue>> values) {
    return !configuration.wanted().target().isNone()
        && (condition.isEmpty() || condition.get().holds(address, values));
  }
}
