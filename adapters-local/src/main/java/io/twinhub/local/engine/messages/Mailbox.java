package io.twinhub.local.engine.messages;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.queue.MessageQueue;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.local.engine.rows.Activity;
import io.twinhub.local.engine.writer.Transaction;

/** The queue of one device or module and its receivers. Changed by the writer's thread only. */
final class Mailbox {
  private final TwinAddress address;
  private final Receivers<QueuedMessage> receivers = new Receivers<>();
  private volatile MessageQueue queue = MessageQueue.EMPTY;

  /** Holds the message count that the twin shows; {@link Activity#NONE} until there is a message. */
  private Activity activity = Activity.NONE;

  Mailbox(TwinAddress address) {
    this.address = address;
  }

  TwinAddress address() {
    return address;
  }

  Receivers<QueuedMessage> receivers() {
    return receivers;
  }

  MessageQueue queue() {
    return queue;
  }

  /** Shows the message count in {@code own} from now on. */
  void countIn(Activity own) {
    activity = own;
  }

  /** Replaces the queue; the count follows once the transaction is committed. */
  void become(Transaction tx, MessageQueue after) {
    MessageQueue before = queue;
    Activity counted = activity;
    queue = after;
    tx.onRollBack(() -> queue = before);
    tx.onPublished(() -> show(counted, after));
  }

  /** Replaces the queue outside any transaction. */
  void begin(MessageQueue contents) {
    queue = contents;
    show(activity, contents);
  }

  private static void show(Activity counted, MessageQueue contents) {
    if (counted != Activity.NONE) {
      counted.messages(contents.size());
    }
  }

  /** Whether the mailbox can be removed without loss. */
  boolean isIdle() {
    return queue.size() == 0 && receivers.isEmpty();
  }
}
