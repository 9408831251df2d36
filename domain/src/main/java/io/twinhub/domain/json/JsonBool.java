package io.twinhub.domain.json;

/** {@code true} or {@code false}. */
public enum JsonBool implements JsonValue {
  /** The value {@code true}. */
  TRUE,
  /** The value {@code false}. */
  FALSE;

  /** The JSON value of {@code value}. */
  public static JsonBool of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Whether this is {@link #TRUE}. */
  public boolean value() {
    return this == TRUE;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.bool(this);
  }

  @Override
  public String toString() {
    return value() ? "true" : "false";
  }
}
