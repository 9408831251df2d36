package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.ScenariosContract;

/** Plain MQTT keeps the contract told as data. */
class PlainMqttScenariosContractIT extends ScenariosContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
