package io.twinhub.conformance;

import io.twinhub.application.contract.ConcurrencyContract;
import io.twinhub.application.contract.HubUnderTest;

/** Plain MQTT keeps the contract of many at once. */
class PlainMqttConcurrencyContractIT extends ConcurrencyContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
