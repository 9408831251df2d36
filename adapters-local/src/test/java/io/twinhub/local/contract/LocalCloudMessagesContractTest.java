package io.twinhub.local.contract;

import io.twinhub.application.contract.CloudMessagesContract;
import io.twinhub.application.contract.HubUnderTest;

/** The hub in memory keeps the contract. */
class LocalCloudMessagesContractTest extends CloudMessagesContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
