package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.ParentsContract;

/** The hub in memory keeps the contract. */
class LocalParentsContractTest extends ParentsContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
