package io.twinhub.local.engine.query.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.engine.query.ast.From;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions of conditions. Source: query-language reference, section 4; arrays reference. */
class FunctionTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      IS_DEFINED     | 1             | TRUE
      IS_DEFINED     | null          | TRUE
      IS_DEFINED     | {}            | TRUE
      IS_DEFINED     | []            | TRUE
      IS_DEFINED     | undefined     | FALSE
      STARTSWITH     | "abc";"ab"    | TRUE
      STARTSWITH     | "abc";""      | TRUE
      STARTSWITH     | "abc";"bc"    | FALSE
      STARTSWITH     | "abc";"AB"    | FALSE
      STARTSWITH     | 12;"1"        | UNDEFINED
      STARTSWITH     | "12";1        | UNDEFINED
      STARTSWITH     | undefined;"a" | UNDEFINED
      ENDSWITH       | "abc";"bc"    | TRUE
      ENDSWITH       | "abc";"ab"    | FALSE
      ENDSWITH       | "abc";null    | UNDEFINED
      ENDSWITH       | "abc";undefined | UNDEFINED
      ARRAY_CONTAINS | [1,"a"];"a"   | TRUE
      ARRAY_CONTAINS | [1,"a"];1.0   | TRUE
      ARRAY_CONTAINS | [1,"a"];"1"   | FALSE
      ARRAY_CONTAINS | [];1          | FALSE
      ARRAY_CONTAINS | [null];null   | TRUE
      ARRAY_CONTAINS | [{}];{}       | FALSE
      ARRAY_CONTAINS | "abc";"a"     | UNDEFINED
      ARRAY_CONTAINS | undefined;1   | UNDEFINED
      ARRAY_CONTAINS | [1];undefined | UNDEFINED
      """)
  void answers(Function function, String arguments, Truth expected) {
    assertThat(function.apply(
            Arrays.stream(arguments.split(";", -1)).map(Values::value).toList()))
        .isEqualTo(expected);
  }

  @Test
  void names_have_no_case() {
    assertThat(Function.named(From.DEVICES, "is_Defined")).contains(Function.IS_DEFINED);
    assertThat(Function.named(From.DEVICES, "STARTS_WITH")).isEmpty();
  }
}
