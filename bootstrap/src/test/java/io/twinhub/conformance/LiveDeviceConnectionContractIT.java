package io.twinhub.conformance;

import io.twinhub.application.contract.DeviceConnectionContract;
import io.twinhub.application.contract.HubUnderTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself, through the adapter, keeps the contract of device connections. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LiveDeviceConnectionContractIT extends DeviceConnectionContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.hub();
  }
}
