package io.twinhub.conformance;

import io.twinhub.application.contract.ConfigurationsContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of configurations. */
class AzureConfigurationsContractIT extends ConfigurationsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
