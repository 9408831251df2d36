package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.ScenariosContract;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract told as data. */
class AzureScenariosContractIT extends ScenariosContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
