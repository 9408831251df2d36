package io.twinhub.local.contract;

import io.twinhub.application.contract.ConcurrencyContract;
import io.twinhub.application.contract.HubUnderTest;

/** The hub in memory keeps the contract of many at once. */
class LocalConcurrencyContractTest extends ConcurrencyContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
