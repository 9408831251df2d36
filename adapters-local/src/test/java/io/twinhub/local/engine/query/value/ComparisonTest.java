package io.twinhub.local.engine.query.value;

import static io.twinhub.local.engine.query.value.Values.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.engine.query.ast.RelationalOperator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparison over all pairs of types. Source: query-language reference, section 5. */
class ComparisonTest {
  /** One value of each type; each compares with itself at most. */
  private static final List<String> TYPES =
      List.of("undefined", "null", "true", "1", "\"1\"", "[1]", "{\"a\":1}");

  private static final List<String> PRIMITIVES = List.of("null", "true", "1", "\"1\"");

  @Test
  void two_types_never_compare() {
    for (String left : TYPES) {
      for (String right : TYPES) {
        boolean comparable = left.equals(right) && PRIMITIVES.contains(left);
        for (RelationalOperator operator : RelationalOperator.values()) {
          assertThat(Comparison.compare(value(left), operator, value(right)) != Truth.UNDEFINED)
              .as("%s %s %s", left, operator.sign(), right)
              .isEqualTo(comparable);
        }
      }
    }
  }

  /** The operators that hold, in the order of the enum. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      null  | null  | = <= >=
      true  | true  | = <= >=
      true  | false | != > >=
      false | true  | != < <=
      1     | 1.0   | = <= >=
      1     | 2     | != < <=
      2.5   | 2     | != > >=
      -0.0  | 0     | = <= >=
      1e-400 | -1e-400 | = <= >=
      1e400 | 2e400 | = <= >=
      1e400 | 1     | != > >=
      -1e400 | 1.5  | != < <=
      9007199254740993 | 9007199254740992 | != > >=
      9007199254740993 | 9007199254740992.5 | = <= >=
      "a"   | "a"   | = <= >=
      "a"   | "b"   | != < <=
      "a"   | "A"   | != > >=
      "a"   | "aa"  | != < <=
      "Z"   | "a"   | != < <=
      ""    | " "   | != < <=
      "ä"   | "z"   | != > >=
      "2016-09-01" | "2016-09-29T18:18:56Z" | != < <=
      """)
  void compares_within_a_type(String left, String right, String holding) {
    String found = Arrays.stream(RelationalOperator.values())
        .filter(operator -> Comparison.compare(value(left), operator, value(right)) == Truth.TRUE)
        .map(RelationalOperator::sign)
        .collect(Collectors.joining(" "));
    assertThat(found).isEqualTo(holding);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      1         | 1,2         | TRUE
      1         | 2,1         | TRUE
      1         | undefined,1 | TRUE
      1         | 2,3         | FALSE
      1         | "1",1       | TRUE
      1         | "1",2       | UNDEFINED
      1         | 2,undefined | UNDEFINED
      undefined | 1           | UNDEFINED
      {}        | {}          | UNDEFINED
      null      | null        | TRUE
      """)
  void in_is_an_or_of_equations(String value, String choices, Truth expected) {
    var list = Arrays.stream(choices.split(",", -1)).map(Values::value).toList();
    assertThat(Comparison.in(value(value), list)).isEqualTo(expected);
  }

  @Test
  void in_an_empty_list_is_nothing() {
    assertThat(Comparison.in(value("1"), List.of())).isEqualTo(Truth.FALSE);
  }
}
