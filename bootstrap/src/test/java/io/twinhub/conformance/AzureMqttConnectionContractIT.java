package io.twinhub.conformance;

import io.twinhub.application.contract.DeviceConnectionContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of device connections over MQTT. */
class AzureMqttConnectionContractIT extends DeviceConnectionContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.start(DeviceProtocol.MQTT);
  }
}
