package io.twinhub.local.frontend.amqp;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.function.Consumer;

/** A hub in which nothing ever happens. */
final class QuietEvents implements ServiceEvents {
  @Override
  public int partitions(Principal principal) {
    return 4;
  }

  @Override
  public PartitionState state(Principal principal, int partition) {
    return PartitionState.NEW;
  }

  @Override
  public PartitionState settledState(Principal principal, int partition) {
    return PartitionState.NEW;
  }

  @Override
  public MessageFlow read(
      Principal principal, int partition, EventPosition position, Consumer<HubEvent> taker) {
    return new MessageFlow() {
      @Override
      public void request(int more) {}

      @Override
      public void pause() {}

      @Override
      public void close() {}
    };
  }
}
