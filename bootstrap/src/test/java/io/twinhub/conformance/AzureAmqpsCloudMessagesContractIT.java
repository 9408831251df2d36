package io.twinhub.conformance;

import io.twinhub.application.contract.CloudMessagesContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The device SDK keeps the contract of messages over AMQP. */
class AzureAmqpsCloudMessagesContractIT extends CloudMessagesContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.AMQPS);
  }
}
