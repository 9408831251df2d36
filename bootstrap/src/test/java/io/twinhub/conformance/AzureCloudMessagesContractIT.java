package io.twinhub.conformance;

import io.twinhub.application.contract.CloudMessagesContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of messages, with devices on the device SDK over MQTT. */
class AzureCloudMessagesContractIT extends CloudMessagesContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
