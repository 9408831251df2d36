package io.twinhub.conformance;

import io.twinhub.application.contract.ConcurrencyContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of many at once. */
class AzureConcurrencyContractIT extends ConcurrencyContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
