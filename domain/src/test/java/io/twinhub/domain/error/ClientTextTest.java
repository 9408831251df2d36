package io.twinhub.domain.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sent, as a log line or a message repeats it. */
class ClientTextTest {
  @Test
  void ordinary_text_is_repeated_as_it_is() {
    assertThat(ClientText.shown("a device, größer als 1")).isEqualTo("a device, größer als 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r", "\t", "\u0000", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029"})
  void what_could_begin_a_line_or_move_a_cursor_is_replaced(String character) {
    assertThat(ClientText.onOneLine("a" + character + "b")).isEqualTo("a?b");
    assertThat(ClientText.shown("a" + character + "b")).isEqualTo("a?b");
  }

  @Test
  void long_text_is_cut() {
    assertThat(ClientText.shown("x".repeat(ClientText.SHOWN_MAX)))
        .isEqualTo("x".repeat(ClientText.SHOWN_MAX));
    assertThat(ClientText.shown("x".repeat(ClientText.SHOWN_MAX) + "y"))
        .isEqualTo("x".repeat(ClientText.SHOWN_MAX) + "…");
  }
}
