package io.twinhub.domain.message.queue;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.MessageLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The messages of one device or module that have not ended, in order. Each step first does what is due:
 * expired locks end, and messages that have expired and are not held leave the queue. A held message can
 * expire only when its lock ends.
 *
 * @param messages at most {@link MessageLimits#QUEUE_DEPTH_MAX}
 */
public record MessageQueue(List<QueuedMessage> messages) {
  /** The empty queue. */
  public static final MessageQueue EMPTY = new MessageQueue(List.of());

  /** Copies {@code messages}. */
  public MessageQueue {
    messages = List.copyOf(messages);
  }

  /** How many messages wait or are held. */
  public int size() {
    return messages.size();
  }

  /** Whether a message could be handed out now. */
  public boolean hasWaiting() {
    return messages.stream().anyMatch(message -> message.lock().isEmpty());
  }

  /** When {@link #at} has something to do next; empty if never. */
  public Optional<Instant> due() {
    return messages.stream()
        .map(message -> message.lock().map(MessageLock::until).orElse(message.expires()))
        .min(Instant::compareTo);
  }

  /** Does what is due at this time. */
  public QueueUpdate at(Instant now) {
    if (due().filter(time -> !time.isAfter(now)).isEmpty()) {
      return QueueUpdate.of(this, List.of());
    }
    List<QueuedMessage> left = new ArrayList<>();
    List<EndedMessage> ended = new ArrayList<>();
    for (QueuedMessage message : messages) {
      Optional<MessageLock> lock = message.lock().filter(held -> held.until().isAfter(now));
      if (lock.isEmpty() && !message.expires().isAfter(now)) {
        ended.add(new EndedMessage(message, FeedbackStatus.EXPIRED));
      } else {
        left.add(message.with(lock));
      }
    }
    return QueueUpdate.of(new MessageQueue(left), List.copyOf(ended));
  }

  /**
   * Adds a message; if it has expired already, it ends with the next step.
   *
   * @param address whose queue this is
   * @throws HubException with {@link MessageError#queueFull}
   */
  public QueueUpdate enqueued(
      TwinAddress address, CloudMessage message, long sequence, Instant now) {
    QueueUpdate present = at(now);
    if (present.after().size() >= MessageLimits.QUEUE_DEPTH_MAX) {
      throw new HubException(MessageError.queueFull(address));
    }
    Instant expires =
        message.system().expiry().orElseGet(() -> now.plus(MessageLimits.TIME_TO_LIVE_DEFAULT));
    QueuedMessage last = new QueuedMessage(sequence, message, now, expires, 0, Optional.empty());
    List<QueuedMessage> all = new ArrayList<>(present.after().messages());
    all.add(last);
    return present.changing(last, new MessageQueue(all));
  }

  /** Hands out the first message that is not held, if there is one. */
  public QueueUpdate delivered(MessageLock lock, Instant now) {
    QueueUpdate present = at(now);
    MessageQueue queue = present.after();
    Optional<QueuedMessage> first = queue.messages.stream()
        .filter(message -> message.lock().isEmpty())
        .findFirst()
        .map(message -> message.with(Optional.of(lock)));
    return first
        .map(message -> present.delivering(message, queue.replacing(message)))
        .orElse(present);
  }

  /**
   * Settles a message that is held.
   *
   * @throws HubException with {@link MessageError#lockLost} if none is held under the token
   */
  public QueueUpdate settled(LockToken token, Settlement settlement, Instant now) {
    QueueUpdate present = at(now);
    MessageQueue queue = present.after();
    QueuedMessage held = queue.messages.stream()
        .filter(message -> message.isHeldUnder(token))
        .findFirst()
        .orElseThrow(() -> new HubException(MessageError.lockLost()));
    return switch (settlement) {
      case COMPLETE -> queue.ending(present, held, FeedbackStatus.SUCCESS);
      case REJECT -> queue.ending(present, held, FeedbackStatus.REJECTED);
      case ABANDON -> queue.abandoning(present, held.abandoned(), now);
    };
  }

  private QueueUpdate ending(QueueUpdate present, QueuedMessage held, FeedbackStatus status) {
    return present.ending(held, status, without(held));
  }

  private QueueUpdate abandoning(QueueUpdate present, QueuedMessage back, Instant now) {
    if (back.deliveryCount() >= MessageLimits.DELIVERIES_MAX) {
      return ending(present, back, FeedbackStatus.DELIVERY_COUNT_EXCEEDED);
    }
    if (!back.expires().isAfter(now)) {
      return ending(present, back, FeedbackStatus.EXPIRED);
    }
    return present.changing(back, replacing(back));
  }

  /** Frees the messages that a receiver holds; the delivery is not counted. */
  public QueueUpdate released(long holder, Instant now) {
    List<QueuedMessage> freed = messages.stream()
        .map(message -> message.lock().filter(held -> held.holder() == holder).isPresent()
            ? message.with(Optional.empty())
            : message)
        .toList();
    return new MessageQueue(freed).at(now);
  }

  /** Ends all messages that have not been settled. */
  public QueueUpdate purged(Instant now) {
    QueueUpdate present = at(now);
    List<EndedMessage> ended = Stream.concat(
            present.ended().stream(),
            present.after().messages().stream()
                .map(message -> new EndedMessage(message, FeedbackStatus.PURGED)))
        .toList();
    return QueueUpdate.of(EMPTY, ended);
  }

  private MessageQueue replacing(QueuedMessage changed) {
    return new MessageQueue(messages.stream()
        .map(message -> message.sequence() == changed.sequence() ? changed : message)
        .toList());
  }

  private MessageQueue without(QueuedMessage gone) {
    return new MessageQueue(messages.stream()
        .filter(message -> message.sequence() != gone.sequence())
        .toList());
  }
}
