package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TelemetryContract;

/** Plain MQTT keeps the contract of telemetry. */
class PlainMqttTelemetryContractIT extends TelemetryContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
