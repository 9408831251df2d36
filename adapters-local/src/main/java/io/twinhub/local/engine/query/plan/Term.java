package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/** A value ready to be computed: planned once per query, asked once per row. */
@FunctionalInterface
interface Term {

  /** The value for {@code row}; empty if it is undefined. */
  Optional<JsonValue> of(Row row);
}
