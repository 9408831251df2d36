package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TwinChangesContract;

/** The hub in memory keeps the contract of changes. */
class LocalTwinChangesContractTest extends TwinChangesContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
