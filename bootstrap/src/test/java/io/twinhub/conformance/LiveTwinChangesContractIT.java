package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TwinChangesContract;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself, through the adapter, keeps the contract of changes, as far as Azure tells them. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LiveTwinChangesContractIT extends TwinChangesContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.hub();
  }
}
