package io.twinhub.local.engine.query.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.engine.query.ast.QueryPrinter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From text to tree, seen through the printer. Source: query-language reference, section 1. */
class ParserTest {
  private static final String START = "SELECT * FROM devices WHERE ";

  private static String reprinted(String text) {
    return QueryPrinter.print(Parser.parse(text).query().orElseThrow());
  }

  private static String condition(String text) {
    return reprinted(START + text).substring(START.length());
  }

  private static String problem(String text) {
    return Parser.parse(text).problems().get(0).message();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      select * from devices                   | SELECT * FROM devices
      SELECT * FROM Devices.Modules;          | SELECT * FROM devices.modules
      SELECT TOP(3) * FROM devices            | SELECT TOP 3 * FROM devices
      SELECT a b FROM devices                 | SELECT a AS b FROM devices
      SELECT a as [[b c]] FROM devices        | SELECT a AS [[b c]] FROM devices
      SELECT count() n,avg(a) FROM devices    | SELECT COUNT() AS n, AVG(a) FROM devices
      SELECT a FROM devices group by a , b    | SELECT a FROM devices GROUP BY a, b
      SELECT x.a-b AS c-d FROM devices        | SELECT x.[[a-b]] AS [[c-d]] FROM devices
      SELECT distinct FROM devices            | SELECT distinct FROM devices
      SELECT distinct, a FROM devices         | SELECT distinct, a FROM devices
      """)
  void reads_clauses(String text, String expected) {
    assertThat(reprinted(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      a = 1 or b = 2 and not c = 3            | a = 1 OR b = 2 AND NOT c = 3
      (a = 1 or b = 2) and c = 3              | (a = 1 OR b = 2) AND c = 3
      ((a)) = ((1))                           | a = 1
      NOT (a = 1)                             | NOT a = 1
      not not a                               | NOT NOT a
      NOT (a AND b)                           | NOT (a AND b)
      a <> 1                                  | a != 1
      1 + 2 * 3 - a                           | 1 + 2 * 3 - a
      (1 + 2) * 3 % 4                         | (1 + 2) * 3 % 4
      1 - (2 - 3)                             | 1 - (2 - 3)
      -5 < - a                                | -5 < -a
      +5 = +a                                 | +5 = +a
      -(-5) = 1                               | -(-5) = 1
      a in [1,-2,+3,'x',true,null,undefined]  | a IN [1, -2, 3, 'x', true, null, undefined]
      a nin []                                | a NIN []
      a = ['x']                               | a = ['x']
      startswith(a, 'b') = TRUE               | startswith(a, 'b') = true
      is_defined(devices.modules.x)           | is_defined(devices.modules.x)
      devices.modules = 1                     | devices.[[modules]] = 1
      devices.[[modules]].x = 1               | devices.[[modules]].x = 1
      [[devices]].x = 1                       | [[devices]].x = 1
      devices = 1                             | [[devices]] = 1
      tags . x = 1                            | tags.x = 1
      tags.[[group]].$v = 'it''s \\\\'         | tags.[[group]].$v = 'it\\'s \\\\'
      a = 0x1F                                | a = 31
      a = 9223372036854775807                 | a = 9223372036854775807
      a = -9223372036854775808                | a = -9223372036854775808
      a = 1e400                               | a = 1E+400
      (a = 1) = (b < 2)                       | (a = 1) = (b < 2)
      (a IN [1]) IN [true]                    | (a IN [1]) IN [true]
      """)
  void reads_conditions(String text, String expected) {
    assertThat(condition(text)).isEqualTo(expected);
  }

  @Nested
  class What_is_nested_too_deeply {
    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "f(", "-(", "a = (", "[", "(NOT "})
    @Timeout(10)
    void is_refused(String piece) {
      assertThat(problem(START + piece.repeat(20_000))).doesNotContain("StackOverflow");
    }

    @Test
    void is_named_so() {
      assertThat(problem(START + "(".repeat(65) + "a" + ")".repeat(65)))
          .isEqualTo("nested deeper than 64 levels");
    }

    @Test
    void begins_one_level_below_the_limit() {
      assertThat(condition("(".repeat(64) + "a" + ")".repeat(64))).isEqualTo("a");
      assertThat(condition("NOT ".repeat(64) + "a")).isEqualTo("NOT ".repeat(64) + "a");
      assertThat(problem(START + "NOT ".repeat(65) + "a"))
          .isEqualTo("nested deeper than 64 levels");
    }

    @Test
    void does_not_count_what_was_closed_before() {
      assertThat(condition("(a) AND f(b) AND NOT c AND ".repeat(100) + "d")).endsWith("AND d");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a AND ", "a OR ", "1 + ", "1 * ", "1 - 2 * "})
  @Timeout(10)
  void long_chains_are_wide_and_not_deep(String piece) {
    int count = Lexer.TOKENS_MAX / 4 - 4;
    assertThat(condition(piece.repeat(count) + "a")).startsWith(piece);
  }

  @Test
  void a_broken_clause_does_not_hide_the_next_one() {
    assertThat(Parser.parse("SELECT , FROM x. WHERE AND GROUP 5").problems()).hasSize(4);
  }

  @Test
  void a_clear_mistake_leaves_the_tree_whole() {
    Parsed parsed = Parser.parse("SELECT tags.group FROM twins");
    assertThat(parsed.problems()).hasSize(2);
    assertThat(parsed.query()).isPresent();
  }
}
