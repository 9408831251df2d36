package io.twinhub.local.engine.query.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a query falls into tokens. Source: query-language reference, section 1; sdk-wire reference, 3.5. */
class LexerTest {

  private static String tokens(String text) {
    return Lexer.tokens(text).stream()
        .filter(token -> token.kind() != TokenKind.END)
        .map(token -> token.kind() + ":" + token.text())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      deviceId            | WORD:deviceId
      _a1                 | WORD:_a1
      Größe               | WORD:Größe
      $version            | WORD:$version
      a.$b                | WORD:a SIGN:. WORD:$b
      [[a b]]             | BRACKETED:a b
      [[a]]]              | BRACKETED:a]
      [[[a]]              | BRACKETED:[a
      12                  | NUMBER:12
      12.5e-3             | NUMBER:12.5e-3
      0xFf                | NUMBER:0xFf
      1.                  | NUMBER:1 SIGN:.
      -1                  | SIGN:- NUMBER:1
      <=>=<>!==<>         | SIGN:<= SIGN:>= SIGN:<> SIGN:!= SIGN:= SIGN:<>
      ( ) [ ] , * / % + ; | SIGN:( SIGN:) SIGN:[ SIGN:] SIGN:, SIGN:* SIGN:/ SIGN:% SIGN:+ SIGN:;
      $ | BAD:'$' is not supported here
      """)
  void cuts(String text, String expected) {
    assertThat(tokens(text)).isEqualTo(expected);
  }

  @Nested
  class A_string {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        'a'            | a
        "a"            | a
        'It''s'        | It's
        "say ""x\\""    | say "x"
        'it\\'s'        | it's
        "a'b"          | a'b
        'a"b'          | a"b
        '\\\\'          | \\
        '\\u00e4\\u20AC' | ä€
        """)
    void decodes(String text, String decoded) {
      String source = text.endsWith("x\\\"") ? text + "\"" : text;
      assertThat(tokens(source)).isEqualTo("STRING:" + decoded);
    }

    @Test
    void may_be_empty_or_hold_a_line_break() {
      assertThat(tokens("'' '\n'")).isEqualTo("STRING: STRING:\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"", "'a", "'a''", "'a\\'", "'\\", "'a\"", "'\\u", "'\\x"})
    void without_its_closing_quote_is_bad(String text) {
      assertThat(tokens(text)).startsWith("BAD:the string that begins here has no closing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'\\n'", "'\\u12'", "'\\u12g4'", "'\\x'", "'a\\b\\c'", "'\\u123'"})
    void with_another_escape_is_bad(String text) {
      assertThat(tokens(text)).startsWith("BAD:the string that begins here has an unknown escape");
    }
  }

  @Nested
  class A_hyphen {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "tags.plant-7",
          "tags.a-b-c",
          "tags.d-3f2504e0-4f89-11d3",
          "x AS count-7a",
          "x count-7a",
          "[[x]] a-b",
          "COUNT() n-1"
        })
    void joined_on_both_sides_belongs_to_a_segment_or_an_alias(String text) {
      assertThat(tokens(text)).doesNotContain("SIGN:-");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "deviceId-1",
          "tags.a - 1",
          "tags.a -1",
          "tags.a- 1",
          "tags.a-",
          "tags.a--1",
          "tags.a-(1)",
          "tags.[[a]]-b",
          "3-a",
          "x AND-1",
          "(a-b)"
        })
    void elsewhere_is_a_sign(String text) {
      assertThat(tokens(text)).contains("SIGN:-");
    }
  }

  @Test
  void spans_cut_the_text_where_the_token_stood() {
    String text = " SELECT  'a''b',[[x]] ";
    assertThat(Lexer.tokens(text).stream()
            .map(token -> text.substring(token.span().start(), token.span().end())))
        .containsExactly("SELECT", "'a''b'", ",", "[[x]]", "");
  }

  @Test
  void all_kinds_of_blanks_are_blanks() {
    assertThat(tokens("\ta\r\n\u00a0b\u2003")).isEqualTo("WORD:a WORD:b");
  }

  @Test
  void more_tokens_than_a_query_can_have_are_cut_off() {
    assertThat(Lexer.tokens(",".repeat(20_000)))
        .hasSize(Lexer.TOKENS_MAX + 2)
        .anySatisfy(token -> assertThat(token.kind()).isEqualTo(TokenKind.BAD));
  }
}
