package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.mqtt.MqttSettings;
import java.time.Duration;
import java.util.Optional;

/** A hub of Azure, when one is given. Its devices of other names are left alone. */
final class LiveAzure {
  /** Names the connection string of a policy with all permissions. */
  static final String VARIABLE = "TWINHUB_AZURE_CONNECTION_STRING";

  static final String SKIPPED =
      "set " + VARIABLE + " to the connection string of an IoT hub to run this on Azure";

  /** Azure's queries answer from a copy that is seconds old. */
  private static final Duration QUERY_LAG_MAX = Duration.ofMinutes(1);

  private LiveAzure() {}

  private static HubAddress address() {
    return HubAddress.parse(Optional.ofNullable(System.getenv(VARIABLE))
        .orElseThrow(() -> new IllegalStateException(SKIPPED)));
  }

  /** The hub, its devices on the device SDK over MQTT. */
  static HubUnderTest hub() {
    return of(address(), AzureHub.at(address()));
  }

  /** The same, its devices on plain MQTT. */
  static HubUnderTest plain() {
    HubAddress address = address();
    return of(address, AzureHub.at(address).speaking(MqttSettings.tcp(address.hostName())));
  }

  private static HubUnderTest of(HubAddress address, AzureHub.Builder builder) {
    AzureHub azure = builder.build();
    return new HubBehindAzureAdapter(
        () -> {},
        azure,
        new InboxOverHttps(address.hostName(), azure.identities(), HubTrust.ofJvm()),
        QUERY_LAG_MAX);
  }
}
