package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.HubFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands find the events of a hub by the hub's own connection string, as az does. */
class EventsOfNamedHubIT {

  private static Ran twinhub(HubFacts hub, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of("--login", hub.connectionString(), "--ca", hub.trust().ca().toString()));
    return Ran.twinhub(all.toArray(String[]::new));
  }

  @Test
  void a_hub_that_is_named_says_where_its_events_are() throws Exception {
    try (HubOnSdkPorts started = HubOnSdkPorts.start()) {
      HubFacts hub = started.hub().facts();
      assertThat(twinhub(hub, "device-identity", "create", "-d", "d").code()).isZero();
      assertThat(twinhub(hub, "device", "send-d2c-message", "-d", "d", "--data", "hello"))
          .isEqualTo(new Ran(0, "", ""));
      Ran read = twinhub(hub, "monitor-events", "-e", "0", "--mc", "1", "-o", "lines");
      assertThat(read)
          .isEqualTo(new Ran(
              0,
              "{\"event\":{\"origin\":\"d\",\"module\":\"\",\"interface\":\"\",\"component\":\"\","
                  + "\"payload\":\"hello\"}}\n",
              "reading events of 127.0.0.1/%s; Ctrl-C ends it\n"
                  .formatted(hub.events().eventHub())));
    }
  }
}
