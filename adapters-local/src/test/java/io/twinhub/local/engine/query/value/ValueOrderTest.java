package io.twinhub.local.engine.query.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of groups. */
class ValueOrderTest {
  private static final List<String> ASCENDING = List.of(
      "undefined",
      "null",
      "false",
      "true",
      "-1e400",
      "-1",
      "0.5",
      "9007199254740992",
      "9007199254740993",
      "1e400",
      "\"\"",
      "\"A\"",
      "\"a\"",
      "\"a!\"",
      "[1]",
      "[]",
      "{\"a\":1}",
      "{\"b\":1}",
      "{}");

  @Test
  void is_total_and_the_same_in_every_run() {
    ValueOrder order = new ValueOrder();
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int j = 0; j < ASCENDING.size(); j++) {
        assertThat(Integer.signum(
                order.compare(Values.value(ASCENDING.get(i)), Values.value(ASCENDING.get(j)))))
            .as("%s to %s", ASCENDING.get(i), ASCENDING.get(j))
            .isEqualTo(Integer.signum(Integer.compare(i, j)));
      }
    }
  }
}
