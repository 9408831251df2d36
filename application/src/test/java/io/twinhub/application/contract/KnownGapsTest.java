package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How gaps are listed. */
class KnownGapsTest {

  @Test
  void a_line_names_what_does_not_hold_and_why() {
    assertThat(KnownGaps.parsed("# remark\n\n A.b | because\nC.* | of | bars\n"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("A.b", "because", "C.*", "of | bars"));
  }

  @Test
  void a_gap_without_a_reason_is_refused() {
    Stream.of("A.b", "A.b |", "A.b | ")
        .forEach(line -> assertThatThrownBy(() -> KnownGaps.parsed(line))
            .hasMessage("a gap without a reason: " + line.strip()));
  }
}
