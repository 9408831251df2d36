package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.RelationalOperator;
import io.twinhub.local.engine.query.value.Calculation;
import io.twinhub.local.engine.query.value.Comparison;
import io.twinhub.local.engine.query.value.Truth;
import java.util.Optional;

/** Computes one figure of one group while rows come in. Values that are not numbers are skipped. */
public final class Accumulator {
  private final RowOutput.Figure figure;
  private long rows;
  private long numbers;
  private double sum;
  private Optional<JsonNumber> least = Optional.empty();
  private Optional<JsonNumber> greatest = Optional.empty();

  Accumulator(RowOutput.Figure figure) {
    this.figure = figure;
  }

  /** The name of the member. */
  String name() {
    return figure.name();
  }

  /** Adds rows of which only the number matters. */
  public void addRows(long number) {
    rows += number;
  }

  /** Adds a row. */
  public void add(Row row) {
    rows++;
    Optional<JsonValue> value = figure.argument().flatMap(row::find);
    if (value.isPresent() && value.get() instanceof JsonNumber number) {
      add(number);
    }
  }

  private void add(JsonNumber number) {
    numbers++;
    sum += number.doubleValue();
    if (isFirstOr(RelationalOperator.LESS, number, least)) {
      least = Optional.of(number);
    }
    if (isFirstOr(RelationalOperator.GREATER, number, greatest)) {
      greatest = Optional.of(number);
    }
  }

  private static boolean isFirstOr(
      RelationalOperator operator, JsonNumber number, Optional<JsonNumber> before) {
    return before.isEmpty() || Comparison.compare(number, operator, before.get()) == Truth.TRUE;
  }

  /** The figure; empty if there were no numbers, or if the result is not a JSON number. */
  Optional<JsonValue> result() {
    return switch (figure.function()) {
      case COUNT -> Optional.of(JsonNumber.of(rows));
      case AVG -> numbers == 0 ? Optional.empty() : Calculation.number(sum / numbers);
      case SUM -> numbers == 0 ? Optional.empty() : Calculation.number(sum);
      case MIN -> least.map(JsonValue.class::cast);
      case MAX -> greatest.map(JsonValue.class::cast);
    };
  }
}
