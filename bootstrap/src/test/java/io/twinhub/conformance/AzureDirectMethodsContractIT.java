package io.twinhub.conformance;

import io.twinhub.application.contract.DirectMethodsContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of direct methods, with devices on the device SDK over MQTT. */
class AzureDirectMethodsContractIT extends DirectMethodsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
