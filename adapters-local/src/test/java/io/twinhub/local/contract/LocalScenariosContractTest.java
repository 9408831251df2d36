package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.ScenariosContract;

/** The hub in memory keeps the contract told as data. */
class LocalScenariosContractTest extends ScenariosContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
