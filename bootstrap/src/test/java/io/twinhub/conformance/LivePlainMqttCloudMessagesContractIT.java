package io.twinhub.conformance;

import io.twinhub.application.contract.CloudMessagesContract;
import io.twinhub.application.contract.HubUnderTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself keeps the contract of messages on plain MQTT. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LivePlainMqttCloudMessagesContractIT extends CloudMessagesContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.plain();
  }
}
