package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TwinRegistryContract;

/** The hub in memory keeps the contract. */
class LocalTwinRegistryContractTest extends TwinRegistryContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
