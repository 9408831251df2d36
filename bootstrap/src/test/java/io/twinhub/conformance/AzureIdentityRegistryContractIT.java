package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.IdentityRegistryContract;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of identities. */
class AzureIdentityRegistryContractIT extends IdentityRegistryContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.start(DeviceProtocol.MQTT);
  }
}
