package io.twinhub.local.contract;

import io.twinhub.application.contract.DirectMethodsContract;
import io.twinhub.application.contract.HubUnderTest;

/** The hub in memory keeps the contract. */
class LocalDirectMethodsContractTest extends DirectMethodsContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
