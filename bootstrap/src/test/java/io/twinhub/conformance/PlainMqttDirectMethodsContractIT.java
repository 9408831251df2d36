package io.twinhub.conformance;

import io.twinhub.application.contract.DirectMethodsContract;
import io.twinhub.application.contract.HubUnderTest;

/** Plain MQTT keeps the contract of direct methods. */
class PlainMqttDirectMethodsContractIT extends DirectMethodsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
