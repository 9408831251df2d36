package io.twinhub.local.engine.query.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guessing what was meant. */
class NearestTest {
  private static final List<String> KNOWN = List.of("status", "deviceId", "tags");

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "abc, ABC, 0",
    "abc, ab, 1",
    "abc, abd, 1",
    "abc, acb, 1",
    "abc, xabc, 1",
    "kitten, sitting, 3",
    "'', abc, 3",
    "ca, abc, 3",
    "abcd, badc, 2"
  })
  void counts_edits(String from, String to, int edits) {
    assertThat(Nearest.edits(from, to)).isEqualTo(edits);
    assertThat(Nearest.edits(to, from)).isEqualTo(edits);
  }

  @Test
  void offers_the_nearest_word_within_reason() {
    assertThat(Nearest.to("stauts", KNOWN)).contains("status");
    assertThat(Nearest.to("device_id", KNOWN)).contains("deviceId");
    assertThat(Nearest.to("tgs", KNOWN)).contains("tags");
    assertThat(Nearest.to("temperature", KNOWN)).isEmpty();
    assertThat(Nearest.to("x", KNOWN)).isEmpty();
  }

  @Test
  void of_two_equally_near_words_the_first_in_order_is_offered() {
    assertThat(Nearest.to("bat", List.of("rat", "cat"))).contains("cat");
  }

  @Test
  void does_not_labour_over_endless_words() {
    assertThat(Nearest.to("a".repeat(8000), List.of("a".repeat(8001)))).isEmpty();
  }
}
