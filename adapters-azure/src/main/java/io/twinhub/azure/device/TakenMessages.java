package io.twinhub.azure.device;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.MessageLock;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one connection: those that arrived but were not requested yet, and those that are held.
 * The hub limits how many it sends at once, so the number that wait here is bounded.
 */
final class TakenMessages {
  private static final Logger LOG = LoggerFactory.getLogger(TakenMessages.class);

  private final Executor threads;
  private final Map<LockToken, Consumer<Settlement>> held = new HashMap<>();
  private final Queue<QueuedMessage> waiting = new ArrayDeque<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private Optional<Taking> taking = Optional.empty();
  private long last;

  /** @param threads hand messages to their taker */
  TakenMessages(Executor threads) {
    this.threads = threads;
  }

  /** One taker; guarded by the lock of its owner. */
  private final class Taking implements MessageFlow {
    private final Consumer<QueuedMessage> taker;
    private final Runnable onEnd;
    private long requested;

    Taking(Consumer<QueuedMessage> taker, Runnable onEnd) {
      this.taker = taker;
      this.onEnd = onEnd;
    }

    @Override
    public void request(int more) {
      synchronized (TakenMessages.this) {
        requested += more;
      }
      handOut();
    }

    @Override
    public void pause() {
      synchronized (TakenMessages.this) {
        requested = 0;
      }
    }

    @Override
    public void close() {
      synchronized (TakenMessages.this) {
        if (taking.filter(present -> present == this).isEmpty()) {
          return;
        }
        forget();
      }
      onEnd.run();
    }
  }

  /**
   * Hands messages to {@code taker} from now on.
   *
   * @param onEnd runs at the end of the flow, unless another taker has replaced it
   */
  synchronized MessageFlow take(Consumer<QueuedMessage> taker, Runnable onEnd) {
    Taking one = new Taking(taker, onEnd);
    taking = Optional.of(one);
    return one;
  }

  /**
   * Adds a message that came.
   *
   * @param settling settles it with the hub
   */
  void arrived(CloudMessage message, Consumer<Settlement> settling) {
    Instant now = Instant.now();
    synchronized (this) {
      LockToken token = new LockToken(UUID.randomUUID());
      held.put(token, settling);
      waiting.add(new QueuedMessage(
          ++last,
          message,
          now,
          message.system().expiry().orElseGet(() -> now.plus(MessageLimits.TIME_TO_LIVE_DEFAULT)),
          0,
          Optional.of(
              new MessageLock(token, now.plus(MessageLimits.LOCK_DEFAULT), MessageLock.NOBODY))));
    }
    handOut();
  }

  /** One thread at a time hands out messages; a thread that comes meanwhile makes it go round once more. */
  private void handOut() {
    if (rounds.getAndIncrement() == 0) {
      threads.execute(() -> {
        int done;
        do {
          done = rounds.get();
          while (handOutOne()) {}
        } while (rounds.addAndGet(-done) != 0);
      });
    }
  }

  private boolean handOutOne() {
    Taking one;
    QueuedMessage message;
    synchronized (this) {
      if (taking.isEmpty() || taking.get().requested == 0 || waiting.isEmpty()) {
        return false;
      }
      one = taking.get();
      one.requested--;
      message = waiting.remove();
    }
    try {
      one.taker.accept(message);
    } catch (RuntimeException mistake) {
      LOG.error("a device's taker of messages failed", mistake);
    }
    return true;
  }

  /**
   * Settles a message.
   *
   * @throws HubException with {@link MessageError#lockLost} if no message is held under the token, or with
   *     another error if the wire protocol cannot settle this way, in which case the message stays held
   */
  void settle(LockToken token, Settlement settlement) {
    Consumer<Settlement> settling;
    synchronized (this) {
      settling = Optional.ofNullable(held.get(token))
          .orElseThrow(() -> new HubException(MessageError.lockLost()));
    }
    settling.accept(settlement);
    synchronized (this) {
      held.remove(token);
    }
  }

  /** Forgets all messages: the connection has ended, and the hub has taken them back. */
  synchronized void forget() {
    taking = Optional.empty();
    held.clear();
    waiting.clear();
  }
}
