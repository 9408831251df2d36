package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/** A compiled value: planned once per query, computed once per row. */
@FunctionalInterface
interface Term {

  /** The value for {@code row}; empty if it is undefined. */
  Optional<JsonValue> of(Row row);
}
