package io.twinhub.bootstrap.cli.jmespath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinhub.application.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions take from an answer, as Python's JMESPath does, on which {@code az} runs. */
class JmesPathTest {
  private static final Path CORPUS = Path.of("src/test/resources/cli/jmespath.txt");
  private static final String ARROW = "  =>  ";

  private static List<String> lines() throws IOException {
    return Files.readAllLines(CORPUS).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  static Stream<String> expressions() throws IOException {
    return lines().stream().skip(1);
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void takes_what_python_takes(String line) throws IOException {
    String[] sides = line.split(ARROW, 2);
    assertThat(JmesPath.parse(sides[0]).search(JsonText.parse(lines().get(0))))
        .isEqualTo(JsonText.parse(sides[1]));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      bad[        | not JMESPath: something is missing at the end | bad[ | ....^
      a.]         | not JMESPath: ']' cannot stand here | a.] | ..^
      a b         | not JMESPath: expected the end, but found 'b' | a b | ..^
      [?x=1]      | not JMESPath: equality is written == | [?x=1] | ....^
      foo(@)      | not JMESPath: unknown function: foo | foo(@) | ^
      length(a,b) | not JMESPath: length function expected 1 arguments, but was given 2 | length(a,b) | ^
      """)
  void the_place_of_a_mistake_is_shown(String text, String message, String shown, String mark) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JmesPath.parse(text))
        .withMessage("%s\n  %s\n  %s".formatted(message, shown, mark.replace('.', ' ')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "[", "{a:", "a[?", "`[", "&", "a.", "a|", "[0].", "-"})
  void a_deep_or_long_text_is_refused_or_read_but_never_breaks_the_program(String piece) {
    String longest = piece.repeat(JmesPath.LENGTH_MAX / piece.length());
    for (String text : List.of(longest, longest + "a", longest + "`")) {
      try {
        JmesPath.parse(text).search(JsonText.parse("{}"));
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).contains("JMESPath").hasSizeLessThan(1_000);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JmesPath.parse(longest + "x".repeat(JmesPath.LENGTH_MAX)))
        .withMessageContaining("4096 are possible");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n"})
  void an_empty_expression_is_none(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JmesPath.parse(text))
        .withMessage("the JMESPath expression is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum(@)", "length(a)", "sort_by(a, &b)", "join(',', a)"})
  void a_function_of_the_wrong_kind_is_told(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JmesPath.parse(text).search(JsonText.parse("{\"a\": 5}")))
        .withMessageStartingWith("the expression does not fit the answer: ");
  }
}
