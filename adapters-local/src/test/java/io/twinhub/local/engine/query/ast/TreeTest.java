package io.twinhub.local.engine.query.ast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.parse.Parser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tree refuses to hold, and how names and places are told. */
class TreeTest {
  private static final SourceSpan HERE = new SourceSpan(0, 1);
  private static final Expression ONE = new Expression.Literal(Optional.of(JsonNumber.of(1)), HERE);

  @Nested
  class Nonsense_is_refused {
    @Test
    void a_span_that_runs_backwards() {
      assertThatIllegalArgumentException().isThrownBy(() -> new SourceSpan(2, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> new SourceSpan(-1, 1));
    }

    @Test
    void a_path_to_nothing() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Path(Optional.empty(), List.of(), HERE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Path(Optional.empty(), List.of("a", ""), HERE));
    }

    @Test
    void a_chain_of_one_term() {
      assertThatIllegalArgumentException().isThrownBy(() -> new Expression.And(List.of(ONE), HERE));
      assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Or(List.of(), HERE));
    }

    @Test
    void a_calculation_of_two_ranks() {
      Expression.Step add = new Expression.Step(ArithmeticOperator.ADD, ONE);
      Expression.Step times = new Expression.Step(ArithmeticOperator.MULTIPLY, ONE);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Expression.Arithmetic(ONE, List.of(add, times), HERE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Expression.Arithmetic(ONE, List.of(), HERE));
    }

    @Test
    void a_sum_of_nothing_and_a_count_of_something() {
      Path path = new Path(Optional.empty(), List.of("a"), HERE);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SelectItem.Aggregate(
              AggregateFunction.SUM, Optional.empty(), Optional.empty(), HERE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SelectItem.Aggregate(
              AggregateFunction.COUNT, Optional.of(path), Optional.empty(), HERE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "$a, $a",
    "_1, _1",
    "ä, ä",
    "$, [[$]]",
    "1a, [[1a]]",
    "a b, [[a b]]",
    "a-b, [[a-b]]",
    "group, [[group]]",
    "Top, [[Top]]",
    "a], [[a]]]",
    "[a, [[[a]]",
    "a.b, [[a.b]]",
    "$1, [[$1]]"
  })
  void a_name_is_bare_where_the_grammar_allows(String name, String spelt) {
    assertThat(Names.spelt(name)).isEqualTo(spelt);
    Path path = new Path(Optional.empty(), List.of("tags", name), HERE);
    String printed = QueryPrinter.print(new Query(
        new Query.Select(Optional.empty(), List.of(), HERE),
        From.DEVICES,
        Optional.of(path),
        List.of()));
    Expression read = Parser.parse(printed).query().orElseThrow().where().orElseThrow();
    assertThat(((Path) read).segments()).containsExactly("tags", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"devices", "DEVICES.MODULES", "Devices.jobs"})
  void a_collection_has_no_case(String name) {
    assertThat(From.named(name)).isPresent();
    assertThat(From.named(name + "x")).isEmpty();
  }

  @Test
  void a_place_is_told_as_editors_do() {
    String text = "ab\ncd\n";
    assertThat(new SourceSpan(4, 5).problem(text, "m"))
        .isEqualTo(new QueryProblem("m", 2, 2, "cd"));
    assertThat(new SourceSpan(0, 1).problem(text, "m"))
        .isEqualTo(new QueryProblem("m", 1, 1, "ab"));
    assertThat(new SourceSpan(2, 2).problem(text, "m"))
        .isEqualTo(new QueryProblem("m", 1, 3, "ab"));
    assertThat(new SourceSpan(6, 6).problem(text, "m")).isEqualTo(new QueryProblem("m", 3, 1, ""));
    assertThat(new SourceSpan(0, 2).problem(text, "m"))
        .isEqualTo(new QueryProblem("m", 1, 1, 2, "ab"));
    assertThat(new SourceSpan(1, 5).problem(text, "the end of its line is its end"))
        .isEqualTo(new QueryProblem("the end of its line is its end", 1, 2, 1, "ab"));
  }
}
