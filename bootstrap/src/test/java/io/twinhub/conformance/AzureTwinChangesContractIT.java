package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TwinChangesContract;

/** The Azure adapter keeps the contract of changes, as far as Azure tells them. */
class AzureTwinChangesContractIT extends TwinChangesContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
