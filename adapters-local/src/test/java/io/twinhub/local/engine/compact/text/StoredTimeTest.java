package io.twinhub.local.engine.compact.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are written and read as {@link Instant} does. */
class StoredTimeTest {
  private static final int CASES = 20_000;
  private static final long YEAR_10000 = 253_402_300_800L;

  @Test
  void any_time_comes_back_as_it_was_written() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < CASES; i++) {
      long nanos = random.nextInt(1_000_000_000);
      long scale = (long) Math.pow(10, random.nextInt(10));
      Instant time = Instant.ofEpochSecond(
          random.nextLong(-YEAR_10000, 2 * YEAR_10000), nanos / scale * scale);
      assertThat(new String(StoredTime.bytes(time), StandardCharsets.ISO_8859_1))
          .isEqualTo(time.toString());
      assertThat(StoredTime.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2024-02-29T12:00:00.5Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2024-05-06T12:00:00.123456Z"
      })
  void lawful_texts_are_read(String text) {
    assertThat(StoredTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2024-05-06",
        "2024-05-06T12:00:00",
        "2024-02-30T12:00:00Z",
        "2024-13-06T12:00:00Z",
        "2024-05-06T25:00:00Z",
        "2024-05-06T12:61:00Z",
        "2024-05-06 12:00:00Z",
        "2024-05-06T12:00:00x5Z",
        "2024-05-06T12:00:00.1234567890Z",
        "2024-05-06T12:00:0aZ"
      })
  void other_texts_are_refused(String text) {
    assertThatThrownBy(() -> StoredTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
