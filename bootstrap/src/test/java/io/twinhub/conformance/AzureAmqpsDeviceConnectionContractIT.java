package io.twinhub.conformance;

import io.twinhub.application.contract.DeviceConnectionContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The device SDK keeps the contract of device connections over AMQP. */
class AzureAmqpsDeviceConnectionContractIT extends DeviceConnectionContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.AMQPS);
  }
}
