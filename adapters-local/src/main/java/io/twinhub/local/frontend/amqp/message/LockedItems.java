package io.twinhub.local.frontend.amqp.message;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import java.util.function.Consumer;

/** Items that a client receives and settles one by one. */
public interface LockedItems {

  /** An item on its way to the client. */
  record Item(LockToken token, AmqpMessage message) {}

  /** Hands items to {@code taker}, as many as are requested. May wait. */
  MessageFlow take(Consumer<Item> taker);

  /** Settles an item; the settlement is on disk when this returns. */
  void settle(LockToken token, Settlement settlement);

  /** The messages of a device or module. */
  static LockedItems messages(DeviceConnection device) {
    return new LockedItems() {
      @Override
      public MessageFlow take(Consumer<Item> taker) {
        return device.takeMessages((QueuedMessage message) ->
            taker.accept(new Item(message.token(), DeviceBoundMessage.of(message))));
      }

      @Override
      public void settle(LockToken token, Settlement settlement) {
        device.settle(token, settlement);
      }
    };
  }

  /** Feedback for a back end. */
  static LockedItems feedback(ServiceMessages hub, Principal reader) {
    return new LockedItems() {
      @Override
      public MessageFlow take(Consumer<Item> taker) {
        return hub.takeFeedback(
            reader,
            (FeedbackBatch batch) ->
                taker.accept(new Item(batch.token(), FeedbackMessage.of(batch))));
      }

      @Override
      public void settle(LockToken token, Settlement settlement) {
        hub.settleFeedback(reader, token, settlement);
      }
    };
  }
}
