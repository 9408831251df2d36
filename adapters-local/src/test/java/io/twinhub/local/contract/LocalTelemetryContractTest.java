package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TelemetryContract;

/** The hub in memory keeps the contract of telemetry. */
class LocalTelemetryContractTest extends TelemetryContract {
  @Override
  protected HubUnderTest start() {
    return HubInMemory.start();
  }
}
