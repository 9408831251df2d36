package io.twinhub.conformance;

import io.twinhub.application.contract.DeviceConnectionContract;
import io.twinhub.application.contract.HubUnderTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Plain MQTT keeps the contract of device connections on Azure itself. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LivePlainMqttDeviceConnectionContractIT extends DeviceConnectionContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.plain();
  }
}
