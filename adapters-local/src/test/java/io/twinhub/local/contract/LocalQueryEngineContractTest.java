package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.QueryEngineContract;

/** The hub in memory keeps the contract. */
class LocalQueryEngineContractTest extends QueryEngineContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
