package io.twinhub.local.frontend.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percent signs in paths, topics and headers. */
class PercentTest {
  @ParameterizedTest
  @CsvSource({
    "a%20b, a b",
    "a+b, a+b",
    "100%, 100%",
    "%zz, %zz",
    "%, %",
    "%4, %4",
    "%c3%A4, ä",
    "a%252Fb, a%2Fb"
  })
  void percent_signs_are_decoded_once_where_they_can_be(String encoded, String decoded) {
    assertThat(Percent.decode(encoded)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, a",
    "'', '', ''",
    "/, ';', ';'",
    "/a//b/, ';a;;b;', ';a;;b;'",
    "h%2Fa%2fb/c, 'h%2Fa%2fb;c', 'h;a;b;c'",
    "h%2F, 'h%2F', 'h;'",
    "%2, %2, %2",
    "a%2Gb%252F, 'a%2Gb%252F', 'a%2Gb%252F'"
  })
  void a_text_is_split_at_its_slashes_and_if_wanted_at_those_that_are_encoded(
      String text, String bare, String both) {
    assertThat(Percent.splitAtSlashes(text, false)).containsExactly(bare.split(";", -1));
    assertThat(Percent.splitAtSlashes(text, true)).containsExactly(both.split(";", -1));
  }

  @Test
  void what_a_header_may_not_hold_is_encoded() {
    assertThat(Percent.encode("1:2 ä\n^")).isEqualTo("1%3A2%20%C3%A4%0A%5E");
  }
}
