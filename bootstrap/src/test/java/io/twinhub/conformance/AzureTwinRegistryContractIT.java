package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TwinRegistryContract;

/** The Azure adapter keeps the contract of twins. */
class AzureTwinRegistryContractIT extends TwinRegistryContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
