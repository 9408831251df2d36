package io.twinhub.bootstrap.simulation;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;

/** A number that changes in small steps and stays between two others, as a measured value does. */
final class WanderingNumber {
  /** The longest step, as a part of the whole range. */
  private static final double STEP_MAX = 0.1;

  /** How many decimals a number has at least. */
  private static final int DECIMALS_MIN = 2;

  private final BigDecimal low;
  private final BigDecimal high;
  private final int decimals;
  private final RandomGenerator chance;

  /** Where in the range it is: 0 is the lower end, 1 the upper one. */
  private double place;

  WanderingNumber(BigDecimal low, BigDecimal high, RandomGenerator chance) {
    this.low = low;
    this.high = high;
    this.decimals = Math.max(DECIMALS_MIN, Math.max(low.scale(), high.scale()) + 1);
    this.chance = chance;
    this.place = chance.nextDouble();
  }

  /** The next number. At an end of the range it turns back. */
  JsonValue next() {
    BigDecimal exact = low.add(high.subtract(low, MathContext.DECIMAL64)
        .multiply(BigDecimal.valueOf(place), MathContext.DECIMAL64));
    BigDecimal rounded =
        exact.setScale(decimals, RoundingMode.HALF_UP).min(high).max(low);
    double next = place + (2 * chance.nextDouble() - 1) * STEP_MAX;
    place = next < 0 || next > 1 ? 2 * place - next : next;
    return JsonNumber.of(rounded);
  }
}
