package io.twinhub.conformance;

import io.twinhub.application.contract.ConcurrencyContract;
import io.twinhub.application.contract.HubUnderTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself, through the adapter, keeps the contract of many at once. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LiveConcurrencyContractIT extends ConcurrencyContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.hub();
  }
}
