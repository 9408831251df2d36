package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.RefusalsContract;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of refusals. */
class AzureRefusalsContractIT extends RefusalsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
