package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.JobsContract;

/** The hub in memory keeps the contract. */
class LocalJobsContractTest extends JobsContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
