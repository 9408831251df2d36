package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TelemetryContract;
import io.twinhub.azure.DeviceProtocol;

/** The device SDK over AMQP keeps the contract of telemetry. */
class AzureAmqpsTelemetryContractIT extends TelemetryContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.AMQPS);
  }
}
