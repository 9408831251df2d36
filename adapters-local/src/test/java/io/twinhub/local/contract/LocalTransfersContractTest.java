package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TransfersContract;

/** The hub in memory keeps the contract. */
class LocalTransfersContractTest extends TransfersContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
