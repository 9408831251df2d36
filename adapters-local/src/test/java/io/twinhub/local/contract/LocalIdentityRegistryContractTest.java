package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.IdentityRegistryContract;

/** The hub in memory keeps the contract. */
class LocalIdentityRegistryContractTest extends IdentityRegistryContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
