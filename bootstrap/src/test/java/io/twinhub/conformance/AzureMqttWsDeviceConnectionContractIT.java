package io.twinhub.conformance;

import io.twinhub.application.contract.DeviceConnectionContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The device SDK keeps the contract of device connections over MQTT in WebSockets. */
class AzureMqttWsDeviceConnectionContractIT extends DeviceConnectionContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT_WS);
  }
}
