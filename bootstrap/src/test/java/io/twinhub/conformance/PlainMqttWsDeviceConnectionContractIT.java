package io.twinhub.conformance;

import io.twinhub.application.contract.DeviceConnectionContract;
import io.twinhub.application.contract.HubUnderTest;

/** Plain MQTT in WebSockets keeps the contract of device connections. */
class PlainMqttWsDeviceConnectionContractIT extends DeviceConnectionContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(true);
  }
}
