package io.twinhub.domain.query;

import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Why a query returns a twin, or does not.
 *
 * @param outcome whether the whole condition holds; a row is returned only if it is true. Without WHERE
 *     it is true
 * @param condition the condition, clause by clause; empty without WHERE
 * @param warnings what is odd about the query, though it is valid
 */
public record QueryVerdict(
    Outcome outcome, Optional<Clause> condition, List<QueryProblem> warnings) {

  /** Copies {@code warnings}. */
  public QueryVerdict {
    warnings = List.copyOf(warnings);
  }

  /** The three outcomes of a condition. */
  public enum Outcome {
    /** It holds. */
    TRUE,
    /** It does not hold. */
    FALSE,
    /** The outcome is undefined, since a value is missing or of another type. */
    UNDEFINED
  }

  /**
   * A part of a condition.
   *
   * @param text the part, in canonical spelling
   * @param outcome its outcome for this twin
   * @param values the values of its paths, in the order of the text; empty for a clause that has parts
   * @param parts the operands of AND, OR or NOT
   */
  public record Clause(String text, Outcome outcome, List<Value> values, List<Clause> parts) {

    /** Copies the lists. */
    public Clause {
      values = List.copyOf(values);
      parts = List.copyOf(parts);
    }
  }

  /**
   * The value at a path of this twin.
   *
   * @param path the path, as documents spell it
   * @param value the value; empty if it is undefined
   */
  public record Value(String path, Optional<JsonValue> value) {}
}
