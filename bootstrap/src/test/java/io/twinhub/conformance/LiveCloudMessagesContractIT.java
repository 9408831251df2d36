package io.twinhub.conformance;

import io.twinhub.application.contract.CloudMessagesContract;
import io.twinhub.application.contract.HubUnderTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself, through the adapter, keeps the contract of messages. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LiveCloudMessagesContractIT extends CloudMessagesContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.hub();
  }
}
