package io.twinhub.conformance;

import io.twinhub.application.contract.DirectMethodsContract;
import io.twinhub.application.contract.HubUnderTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Azure itself keeps the contract of direct methods on plain MQTT. */
@EnabledIfEnvironmentVariable(
    named = LiveAzure.VARIABLE,
    matches = ".+",
    disabledReason = LiveAzure.SKIPPED)
class LivePlainMqttDirectMethodsContractIT extends DirectMethodsContract {
  @Override
  protected HubUnderTest start() {
    return LiveAzure.plain();
  }
}
