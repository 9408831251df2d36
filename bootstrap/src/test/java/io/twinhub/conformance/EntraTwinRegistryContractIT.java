package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TwinRegistryContract;

/** The Azure adapter keeps the contract of twins with tokens of Microsoft Entra. */
class EntraTwinRegistryContractIT extends TwinRegistryContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.entra();
  }
}
