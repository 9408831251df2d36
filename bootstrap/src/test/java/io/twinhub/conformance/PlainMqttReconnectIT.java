package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.device.DesiredFollower;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.HubAddress;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device on plain MQTT whose hub goes away and comes back. */
@Timeout(120)
class PlainMqttReconnectIT {
  private static final int WAIT_SECONDS_MAX = 30;
  private static final int ATTEMPTS_IN_VAIN = 3;
  private static final TwinAddress DEVICE = TwinAddress.device("patient");

  @TempDir
  private Path folder;

  private final BlockingQueue<ErrorCode> refusals = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonObject> told = new LinkedBlockingQueue<>();

  private Twinhub start(int httpsPort, int mqttPort) {
    return Twinhub.start(HubConfig.builder(folder.resolve("run"))
        .data(folder.resolve("data"))
        .httpsPort(httpsPort)
        .mqttPort(mqttPort)
        .amqpPort(0)
        .adminPort(0)
        .build());
  }

  private static AzureHub through(Twinhub hub) {
    HubFacts facts = hub.facts();
    return AzureHub.at(HubAddress.parse(facts.connectionString()))
        .trusting(HubBehindAzureAdapter.trust(hub))
        .speaking(HubBehindAzureAdapter.settings(facts, false))
        .build();
  }

  private static JsonObject wanted(int round) {
    return JsonObject.builder().put("round", round).build();
  }

  private DeviceConnections noting(DeviceConnections connections) {
    return (address, model, onClosed) -> {
      try {
        return connections.open(address, model, onClosed);
      } catch (HubException refusal) {
        refusals.add(refusal.code());
        throw refusal;
      }
    };
  }

  @Test
  void it_tries_until_the_hub_is_back_and_hears_what_is_wanted_then() throws Exception {
    Twinhub first = start(0, 0);
    HubFacts facts = first.facts();
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    try (AzureHub azure = through(first);
        DesiredFollower follower =
            new DesiredFollower(noting(azure.connections()), DEVICE, executor, reason -> {})) {
      azure.identities().create(IdentityRequest.withKeys(DEVICE));
      azure.twins().patch(DEVICE, TwinPatch.ofDesired(wanted(1)), IfMatch.any());
      follower.listeners().onChange(told::add);
      follower.start();
      assertThat(told.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(wanted(1));
      first.close();
      for (int attempt = 0; attempt < ATTEMPTS_IN_VAIN; attempt++) {
        assertThat(refusals.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS))
            .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
      }
      try (Twinhub second = start(facts.httpsPort(), facts.mqttPort());
          AzureHub again = through(second)) {
        again.twins().patch(DEVICE, TwinPatch.ofDesired(wanted(2)), IfMatch.any());
        assertThat(told.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(wanted(2));
      }
    } finally {
      executor.shutdownNow();
      first.close();
    }
    assertThat(told).isEmpty();
  }
}
