package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TelemetryContract;
import io.twinhub.azure.DeviceProtocol;

/** The device SDK over MQTT keeps the contract of telemetry. */
class AzureMqttTelemetryContractIT extends TelemetryContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
