package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.QueryEngineContract;

/** The Azure adapter keeps the contract of queries. */
class AzureQueryEngineContractIT extends QueryEngineContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
