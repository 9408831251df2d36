package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.ReportedPatch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hubs of one process on the SDKs' ports, each on a loopback address of its own, as the documentation of
 * {@link Twinhub#start} shows it, and programs that trust the authority of one of them.
 */
@Timeout(120)
class TwoHubsIT {
  private static final TwinAddress PUMP = TwinAddress.device("pump");

  @TempDir
  private Path folder;

  private Twinhub start(String host) {
    return Twinhub.start(
        HubConfig.builder(folder.resolve(host)).host(host).adminPort(0).build());
  }

  private static void report(HubPorts hub, int value) {
    hub.identities().create(IdentityRequest.withKeys(PUMP));
    try (DeviceConnection device = hub.connections().open(PUMP, "", reason -> {})) {
      device.report(ReportedPatch.of(JsonObject.of("t", JsonNumber.of(value))));
    }
  }

  private static String reported(Twinhub hub) {
    return hub.ports().twins().find(PUMP).orElseThrow().reported().values().toString();
  }

  private static OpenHub connect(Twinhub hub) {
    return Twinhub.connect(hub.facts().connectionString(), hub.facts().trust().ca());
  }

  @Test
  void each_has_its_back_ends_and_devices_on_the_same_ports() {
    try (Twinhub one = start("127.0.0.1");
        Twinhub two = start("127.0.0.2");
        OpenHub first = connect(one);
        OpenHub second = connect(two)) {
      report(first.ports(), 1);
      report(second.ports(), 2);
      assertThat(reported(one)).isEqualTo("{\"t\":1}");
      assertThat(reported(two)).isEqualTo("{\"t\":2}");
    }
  }

  @Test
  void a_hub_whose_authority_was_not_named_is_not_trusted() {
    try (Twinhub one = start("127.0.0.1");
        OpenHub first = Twinhub.connect(one.facts().connectionString())) {
      assertThatThrownBy(() -> first.ports().twins().find(PUMP))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("unable to find valid certification path");
    }
  }

  @Test
  void a_file_without_a_certificate_is_named() throws Exception {
    String connection = "HostName=h.example;SharedAccessKeyName=p;SharedAccessKey=a2V5";
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    for (Path file : new Path[] {empty, folder.resolve("none.pem")}) {
      assertThatThrownBy(() -> Twinhub.connect(connection, file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cannot read a certificate from " + file);
    }
  }
}
