package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.IdentityRegistryContract;

/** The Azure adapter keeps the contract of identities. */
class AzureIdentityRegistryContractIT extends IdentityRegistryContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
