package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TwinChangesContract;

/** The Azure adapter keeps the contract of changes, on a hub that routes them to its events. */
class AzureTwinChangesContractIT extends TwinChangesContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.routing();
  }
}
