package io.twinhub.local.contract;

import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.contract.QueryExplanationsContract;
import io.twinhub.application.port.out.QueryExplanations;
import java.util.Optional;

/** The hub in memory keeps the contract. */
class LocalQueryExplanationsContractTest extends QueryExplanationsContract {
  private Optional<HubInMemory> started = Optional.empty();

  @Override
  protected HubUnderTest start() {
    HubInMemory hub = HubInMemory.start();
    started = Optional.of(hub);
    return hub;
  }

  @Override
  protected QueryExplanations explanations() {
    return started.orElseThrow().queries();
  }
}
