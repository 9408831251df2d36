package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.RefusalsContract;

/** Plain MQTT keeps the contract of refusals. */
class PlainMqttRefusalsContractIT extends RefusalsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
