package io.twinhub.local.engine.query.value;

import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/** The three outcomes of a condition. A row passes only if it is {@link #TRUE}. */
public enum Truth {
  /** It holds. */
  TRUE,
  /** It does not hold. */
  FALSE,
  /** It cannot be decided, since a value is missing or has another type. */
  UNDEFINED;

  /** The truth of a Java condition. */
  public static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  /** A value taken as a condition: everything but true and false is undefined. */
  public static Truth of(Optional<JsonValue> value) {
    return value.isPresent() && value.get() instanceof JsonBool bool ? of(bool.value()) : UNDEFINED;
  }

  /** Both: false wins, then undefined. */
  public Truth and(Truth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == TRUE ? other : this;
  }

  /** Either: true wins, then undefined. */
  public Truth or(Truth other) {
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == FALSE ? other : this;
  }

  /** The opposite; undefined stays undefined. */
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNDEFINED -> UNDEFINED;
    };
  }

  /** The outcome as a value. */
  public Optional<JsonValue> asValue() {
    return this == UNDEFINED ? Optional.empty() : Optional.of(JsonBool.of(this == TRUE));
  }
}
