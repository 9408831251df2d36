package io.twinhub.conformance;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.TransfersContract;

/** The Azure adapter keeps the contract of import and export jobs. */
class AzureTransfersContractIT extends TransfersContract {
  @Override
  protected HubUnderTest start() {
    return HubBehindAzureAdapter.plain(false);
  }
}
