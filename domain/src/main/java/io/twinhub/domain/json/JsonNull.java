package io.twinhub.domain.json;

/** The JSON value {@code null}. In a patch it removes. */
public enum JsonNull implements JsonValue {
  /** The only null. */
  NULL;

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.nothing(this);
  }

  @Override
  public String toString() {
    return "null";
  }
}
