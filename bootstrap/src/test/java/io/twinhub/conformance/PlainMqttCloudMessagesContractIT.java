package io.twinhub.conformance;

import io.twinhub.application.contract.CloudMessagesContract;
import io.twinhub.application.contract.HubUnderTest;

/** Plain MQTT keeps the contract of messages. */
class PlainMqttCloudMessagesContractIT extends CloudMessagesContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plainOnSdkPorts();
  }
}
