package io.twinhub.conformance;

import io.twinhub.application.contract.DirectMethodsContract;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.azure.DeviceProtocol;

/** The device SDK keeps the contract of direct methods over AMQP. */
class AzureAmqpsDirectMethodsContractIT extends DirectMethodsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.sdk(DeviceProtocol.AMQPS);
  }
}
