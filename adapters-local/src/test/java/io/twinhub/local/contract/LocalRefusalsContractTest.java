package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.RefusalsContract;

/** The hub in memory keeps the contract of refusals. */
class LocalRefusalsContractTest extends RefusalsContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
