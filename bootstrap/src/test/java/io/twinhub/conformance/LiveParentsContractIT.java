package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.ParentsContract;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself, through the adapter, keeps the contract of identities. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LiveParentsContractIT extends ParentsContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.hub();
  }
}
