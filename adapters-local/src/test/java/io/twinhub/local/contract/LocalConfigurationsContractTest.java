package io.twinhub.local.contract;

import io.twinhub.application.contract.ConfigurationsContract;
import io.twinhub.application.contract.HubUnderTest;

/** The hub in memory keeps the contract. */
class LocalConfigurationsContractTest extends ConfigurationsContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
