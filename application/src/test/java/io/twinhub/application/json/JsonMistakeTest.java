package io.twinhub.application.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of texts that are not JSON: our own words, for each mistake that there is. */
class JsonMistakeTest {
  private static final String GOOD =
      "{\"a\":[1,-2.5e3,true,null],\"b\":{\"c\":\"x\\u00e9\\n\"},\"d\":\"ä\"}";

  /** Bytes that are put into a good text at each place. */
  private static final List<String> ODD = List.of(
      "",
      "\"",
      "'",
      "\\",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "/",
      "/*",
      "#",
      "0",
      "-",
      "+",
      ".",
      "e",
      "N",
      "NaN",
      "Infinity",
      "t",
      "\t",
      "\n",
      "\u0000",
      "\u0001",
      "\u0080",
      "\u00ff",
      "\ufeff");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a:1}        | line 1, column 2: expected a name in double quotes, found 'a'",
        "{'a':1}      | line 1, column 2: expected a name in double quotes, found '''",
        "{\"a\" 1}    | line 1, column 6: expected a colon after the name, found '1'",
        "[1 2]        | line 1, column 4: expected a comma or the end, found '2'",
        "[1,]         | line 1, column 4: expected a value, found ']'",
        "/* no */ 1   | line 1, column 1: JSON has no comments",
        "[tru]        | line 1, column 2: 'tru' is not a value; texts stand in double quotes",
        "[NaN]        | line 1, column 5: 'NaN' is not a number that JSON has",
        "[-Infinity]  | line 1, column 11: '-Infinity' is not a number that JSON has",
        "[01]         | line 1, column 3: a number does not begin with zeros",
        "[1.]         | line 1, column 4: a number cannot go on with ']'",
        "[1e]         | line 1, column 4: a number cannot go on with ']'",
        "[1}          | line 1, column 3: } closes nothing that is open",
        "\"a          | line 1, column 3: the text ends too early",
        "\"a\\x\"     | line 1, column 4: a text has no escape \\x",
        "\"\\u12g4\"  | line 1, column 6: expected four hex digits after \\u, found 'g'"
      })
  void each_mistake_has_its_words(String text, String message) {
    assertThatThrownBy(() -> JsonText.parse(text))
        .isInstanceOf(HubException.class)
        .hasMessage("not JSON: " + message);
  }

  @Test
  void none_of_a_thousand_texts_is_answered_with_the_parsers_own() {
    Set<String> said = new TreeSet<>();
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at <= good.length; at++) {
      for (String odd : ODD) {
        for (int over = 0; over <= 1; over++) {
          said.add(spoken(spliced(good, at, odd.getBytes(StandardCharsets.ISO_8859_1), over)));
        }
      }
    }
    said.add(spoken("[".repeat(100).getBytes(StandardCharsets.UTF_8)));
    said.add(spoken("9".repeat(1000).getBytes(StandardCharsets.UTF_8)));
    said.add(spoken(("{\"" + "n".repeat(20_000) + "\":1}").getBytes(StandardCharsets.UTF_8)));
    said.add(spoken(("\"" + "t".repeat(1_100_000) + "\"").getBytes(StandardCharsets.UTF_8)));
    assertThat(said).hasSizeGreaterThan(30);
    said.forEach(LibraryNames::assertNoneIn);
  }

  private static byte[] spliced(byte[] good, int at, byte[] odd, int over) {
    int behind = Math.min(good.length, at + over);
    byte[] bytes = new byte[at + odd.length + good.length - behind];
    System.arraycopy(good, 0, bytes, 0, at);
    System.arraycopy(odd, 0, bytes, at, odd.length);
    System.arraycopy(good, behind, bytes, at + odd.length, good.length - behind);
    return bytes;
  }

  /** What is said of a text, without the place and without what is repeated of it. */
  private static String spoken(byte[] text) {
    try {
      JsonText.parse(text);
      return "fine";
    } catch (HubException refusal) {
      return refusal
          .error()
          .message()
          .replaceAll("line \\d+, column \\d+", "")
          .replaceAll("'.*?'", "'…'");
    }
  }
}
