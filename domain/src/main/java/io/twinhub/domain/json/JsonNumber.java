package io.twinhub.domain.json;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A JSON number, exact: a {@code long} where it fits, a {@code double} where that is exact, otherwise a
 * {@link BigDecimal}. Equal numbers are equal values, however they were spelt.
 */
public final class JsonNumber implements JsonValue {

  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  /*
   * Converting a decimal with a huge exponent to an integer would make a number of that many digits.
   * Past this scale a number is never an integer that fits a long, so it is not asked.
   */
  private static final int SCALE_MAX_OF_LONG = 19;

  /**
   * The largest and, negated, the smallest power of ten that a number may have; a limit of this hub, three
   * times that of a {@code double}. Java's decimals end at an exponent of about two thousand million, where
   * arithmetic on them fails.
   */
  public static final int EXPONENT_MAX = 1_000;

  /** Up to this many zeros are written out; a longer number keeps its exponent. */
  private static final int PLAIN_DIGITS_MAX = 64;

  private final Number value;

  private JsonNumber(Number value) {
    this.value = value;
  }

  /** A whole number. */
  public static JsonNumber of(long value) {
    return new JsonNumber(value);
  }

  /**
   * The number that {@code text} spells, in the notation of JSON, YAML and queries.
   *
   * @return empty if it is not a decimal number, or its power of ten is above {@value #EXPONENT_MAX} or below
   *     its negative
   */
  public static Optional<JsonNumber> parse(String text) {
    try {
      BigDecimal exact = new BigDecimal(text);
      long exponent = exact.precision() - 1L - exact.scale();
      return Math.abs(exponent) <= EXPONENT_MAX || exact.signum() == 0
          ? Optional.of(of(exact))
          : Optional.empty();
    } catch (NumberFormatException | ArithmeticException beyondDecimals) {
      return Optional.empty();
    }
  }

  /**
   * The number {@code exact}, in the smallest form that loses nothing.
   *
   * @param exact any decimal; trailing zeros do not count
   */
  public static JsonNumber of(BigDecimal exact) {
    if (exact.signum() == 0) {
      return of(0);
    }
    BigDecimal stripped = exact.stripTrailingZeros();
    if (stripped.scale() <= 0 && stripped.scale() > -SCALE_MAX_OF_LONG && fitsLong(stripped)) {
      return of(stripped.longValueExact());
    }
    double approximate = stripped.doubleValue();
    if (Double.isFinite(approximate)
        && approximate != 0
        && new BigDecimal(Double.toString(approximate)).compareTo(stripped) == 0) {
      return new JsonNumber(approximate);
    }
    return new JsonNumber(stripped);
  }

  /**
   * The number that {@code value} is printed as.
   *
   * @throws IllegalArgumentException if {@code value} is infinite or not a number: JSON has none
   */
  public static JsonNumber of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a JSON number: " + value);
    }
    // Only a whole number can have a smaller form.
    return value == Math.rint(value)
        ? of(new BigDecimal(Double.toString(value)))
        : new JsonNumber(value);
  }

  private static boolean fitsLong(BigDecimal whole) {
    return whole.compareTo(LONG_MIN) >= 0 && whole.compareTo(LONG_MAX) <= 0;
  }

  /** Whether this is a whole number within the range of a {@code long}. */
  public boolean isLong() {
    return value instanceof Long;
  }

  /**
   * Whether this is a whole number that is kept digit by digit: a {@code long}, or a longer one that no
   * {@code double} holds exactly. {@code 1e300} counts as floating point.
   */
  public boolean isInteger() {
    return isLong() || (value instanceof BigDecimal decimal && decimal.scale() <= 0);
  }

  /**
   * The whole number.
   *
   * @throws ArithmeticException if {@link #isLong()} is false
   */
  public long longValue() {
    if (value instanceof Long whole) {
      return whole;
    }
    throw new ArithmeticException(this + " does not fit a long");
  }

  /** The nearest double; may be infinite for a number beyond its range. */
  public double doubleValue() {
    return value.doubleValue();
  }

  /** The exact value. */
  public BigDecimal exact() {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    return value instanceof Long whole
        ? BigDecimal.valueOf(whole)
        : new BigDecimal(value.toString());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.number(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The number as JSON text. */
  @Override
  public String toString() {
    boolean readable =
        value instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) <= PLAIN_DIGITS_MAX;
    return readable ? exact().toPlainString() : value.toString();
  }
}
