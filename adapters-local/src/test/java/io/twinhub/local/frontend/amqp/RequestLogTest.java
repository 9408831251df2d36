package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the log says of twin requests. */
class RequestLogTest {
  private final TestHub hub = new TestHub();
  private final Peer peer = Peer.open(hub, "device dev1");
  private final TwinLinks twin = peer.twin("dev1");

  @Test
  void what_the_hub_refuses_leaves_a_line_in_the_log_with_the_number_that_the_client_was_told() {
    twin.report("a", "{");
    twin.ask("b", "PO\nST", "", "");
    peer.settle();
    assertThat(hub.log()).hasSize(2);
    assertThat(hub.log().get(0))
        .startsWith("dev1 (embedded): PATCH: 400006 IotHubFormatError: not JSON: line 1, column 2:")
        .containsPattern(" \\([0-9a-f]{32}\\)$");
    assertThat(hub.log().get(1))
        .startsWith(
            "dev1 (embedded): PO?ST: 400004 ArgumentInvalid: operation 'PO?ST'; twin links");
  }

  @Test
  void what_the_hub_does_leaves_none() {
    twin.report("a", "{}");
    twin.get("b");
    assertThat(hub.log()).isEmpty();
  }
}
