package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.JobsContract;
import io.twinhub.azure.DeviceProtocol;

/** The Azure adapter keeps the contract of scheduled jobs, with devices on the device SDK over MQTT. */
class AzureJobsContractIT extends JobsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.MQTT);
  }
}
