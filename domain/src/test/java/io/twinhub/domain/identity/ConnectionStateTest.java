package io.twinhub.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionStateTest {
  private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");

  @Test
  void activity_moves_forward_only() {
    ConnectionState connected = ConnectionState.NEVER.connectedAt(NOON, "model");
    assertThat(connected.activeAt(NOON.plusSeconds(1)).lastActivityTime())
        .isEqualTo(NOON.plusSeconds(1));
    assertThat(connected.activeAt(NOON)).isEqualTo(connected);
    assertThat(connected.activeAt(NOON.minusSeconds(1))).isEqualTo(connected);
  }

  @Test
  void an_end_keeps_the_last_activity_and_the_model() {
    ConnectionState ended =
        ConnectionState.NEVER.connectedAt(NOON, "model").disconnectedAt(NOON.plusSeconds(9));
    assertThat(ended).isEqualTo(new ConnectionState(false, NOON.plusSeconds(9), NOON, "model"));
  }

  @Test
  void a_beginning_without_a_model_keeps_the_model_and_another_one_replaces_it() {
    ConnectionState first = ConnectionState.NEVER.connectedAt(NOON, "model");
    assertThat(first.connectedAt(NOON, "").modelId()).isEqualTo("model");
    assertThat(first.connectedAt(NOON, "other").modelId()).isEqualTo("other");
  }
}
