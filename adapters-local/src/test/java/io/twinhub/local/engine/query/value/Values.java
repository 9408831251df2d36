package io.twinhub.local.engine.query.value;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/** Values as tables of tests write them. */
final class Values {
  private Values() {}

  /** The JSON value; none for {@code undefined}. */
  static Optional<JsonValue> value(String text) {
    return "undefined".equals(text) ? Optional.empty() : Optional.of(JsonText.parse(text));
  }
}
