package io.twinhub.local.contract;

import io.twinhub.application.contract.DeviceConnectionContract;
import io.twinhub.application.contract.HubUnderTest;

/** The hub in memory keeps the contract. */
class LocalDeviceConnectionContractTest extends DeviceConnectionContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
