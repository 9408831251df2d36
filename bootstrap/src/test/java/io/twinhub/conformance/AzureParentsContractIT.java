package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.ParentsContract;

/** The Azure adapter keeps the contract of identities. */
class AzureParentsContractIT extends ParentsContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
