package io.twinhub.conformance;

import io.twinhub.application.contract.DirectMethodsContract;
import io.twinhub.application.contract.HubUnderTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself, through the adapter, keeps the contract of direct methods. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LiveDirectMethodsContractIT extends DirectMethodsContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.hub();
  }
}
