package io.twinhub.domain.json;

/**
 * One JSON value (RFC 8259): immutable, compared by meaning. {@code 1}, {@code 1.0} and {@code 1e0} are
 * one number; the order of an object's members is kept but does not count in comparisons.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBool, JsonNull {

  /**
   * Calls the method of {@code visitor} for this kind of value. If a kind is added, visitors that lack it do
   * not compile.
   */
  <R> R accept(Visitor<R> visitor);

  /** A method for each kind of value. */
  interface Visitor<R> {
    /** Answers for an object. */
    R object(JsonObject value);

    /** Answers for an array. */
    R array(JsonArray value);

    /** Answers for a string. */
    R string(JsonString value);

    /** Answers for a number. */
    R number(JsonNumber value);

    /** Answers for {@code true} and {@code false}. */
    R bool(JsonBool value);

    /** Answers for {@code null}. */
    R nothing(JsonNull value);
  }
}
