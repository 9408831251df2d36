package io.twinhub.local.engine.messages;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.MessageTarget;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackStatus;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.MessageLock;
import io.twinhub.domain.message.queue.MessageQueue;
import io.twinhub.domain.message.queue.QueueUpdate;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.writer.Transaction;
import io.twinhub.local.engine.writer.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The messages of the local hub: the domain's queues, changed by the writer (ADR-0050). */
public final class LocalMessages implements CloudMessages, DeviceInbox, Flow.Owner<QueuedMessage> {
  private final Writer writer;
  private final Numbers numbers;
  private final LocalFeedback feedback;
  private final Map<TwinAddress, Mailbox> mailboxes = new ConcurrentHashMap<>();
  private final Map<Flow<QueuedMessage>, Mailbox> owners = new ConcurrentHashMap<>();

  /** Creates empty queues, which {@code writer} changes; lock tokens come from {@code random}. */
  public LocalMessages(Writer writer, RandomGenerator random) {
    this.writer = writer;
    this.numbers = new Numbers(random);
    this.feedback = new LocalFeedback(writer, numbers);
  }

  /** The next number of a row that the journal keeps beside the messages. */
  public long nextNumber() {
    return numbers.next();
  }

  /** Gives rows only numbers above {@code used}. */
  public void numbersBeyond(long used) {
    numbers.beyond(used);
  }

  /** Begins with what a journal kept; to be called before the writer starts. */
  void begin(StoredMessages stored) {
    numbers.beyond(stored.highest());
    stored.mailboxes().forEach(mailbox -> mailboxes.put(mailbox.address(), mailbox));
    feedback.begin(stored.feedback());
  }

  @Override
  public void send(CloudMessage message) {
    List<TwinAddress> meant = MessageTarget.candidates(message.to());
    writer.apply(tx -> {
      Registration whose = meant.stream()
          .flatMap(address -> tx.find(address).stream())
          .findFirst()
          .orElseGet(() -> tx.require(meant.get(0)));
      enqueue(tx, whose, message);
      return message;
    });
  }

  private void enqueue(Transaction tx, Registration whose, CloudMessage message) {
    TwinAddress address = whose.address();
    MessageQueue queue =
        Optional.ofNullable(mailboxes.get(address)).map(Mailbox::queue).orElse(MessageQueue.EMPTY);
    QueueUpdate update = queue.enqueued(address, message, numbers.next(), tx.now());
    Registration counting = whose.active();
    if (!counting.equals(whose)) {
      tx.putUntold(counting);
    }
    Mailbox mailbox = mailbox(address);
    mailbox.countIn(counting.activity());
    step(tx, mailbox, update);
  }

  private Mailbox mailbox(TwinAddress address) {
    return mailboxes.computeIfAbsent(address, Mailbox::new);
  }

  @Override
  public int purge(TwinAddress address) {
    return writer.apply(tx -> {
      tx.require(address);
      QueueUpdate update = mailbox(address).queue().purged(tx.now());
      step(tx, mailbox(address), update);
      return (int) update.ended().stream()
          .filter(ended -> ended.status() == FeedbackStatus.PURGED)
          .count();
    });
  }

  @Override
  public Optional<QueuedMessage> receive(TwinAddress address, Duration lock) {
    if (lock.compareTo(MessageLimits.LOCK_MIN) < 0 || lock.compareTo(MessageLimits.LOCK_MAX) > 0) {
      throw new HubException(MessageError.lockOutOfRange(lock.toSeconds() + " s"));
    }
    return writer.apply(tx -> {
      tx.require(address);
      MessageLock held = new MessageLock(numbers.token(), tx.now().plus(lock), MessageLock.NOBODY);
      QueueUpdate update = mailbox(address).queue().delivered(held, tx.now());
      step(tx, mailbox(address), update);
      return update.delivered();
    });
  }

  @Override
  public void settle(TwinAddress address, LockToken token, Settlement settlement) {
    writer.apply(tx -> {
      tx.require(address);
      Mailbox mailbox = Optional.ofNullable(mailboxes.get(address))
          .orElseThrow(() -> new HubException(MessageError.lockLost()));
      step(tx, mailbox, mailbox.queue().settled(token, settlement, tx.now()));
      return token;
    });
  }

  /** Hands the messages of a connected device to {@code taker}. */
  public MessageFlow take(TwinAddress address, Consumer<QueuedMessage> taker) {
    Flow<QueuedMessage> flow = new Flow<>(numbers.nextFlow(), taker, this);
    writer.post(tx -> {
      if (!flow.isClosed()) {
        Mailbox mailbox = mailbox(address);
        mailbox.receivers().add(flow);
        owners.put(flow, mailbox);
      }
      return flow;
    });
    return flow;
  }

  @Override
  public void wake(Flow<QueuedMessage> flow) {
    writer.post(tx -> {
      flow.awake();
      Optional.ofNullable(owners.get(flow)).ifPresent(mailbox -> handOut(tx, mailbox));
      return flow;
    });
  }

  @Override
  public void afterwards(Runnable work) {
    writer.post(tx -> {
      tx.onPublished(work);
      return work;
    });
  }

  @Override
  public void closed(Flow<QueuedMessage> flow) {
    writer.post(tx -> {
      Optional.ofNullable(owners.get(flow)).ifPresent(mailbox -> {
        mailbox.receivers().remove(flow);
        step(tx, mailbox, mailbox.queue().released(flow.id(), tx.now()));
        tx.onPublished(() -> owners.remove(flow));
      });
      return flow;
    });
  }

  @Override
  public MessageFlow takeFeedback(Consumer<FeedbackBatch> taker) {
    return feedback.take(taker);
  }

  @Override
  public Optional<FeedbackBatch> receiveFeedback() {
    return feedback.receive();
  }

  @Override
  public void settleFeedback(LockToken token, Settlement settlement) {
    feedback.settle(token, settlement);
  }

  /** Drops the messages of a device or module that is being deleted, and their feedback. */
  public void forget(Transaction tx, TwinAddress address) {
    Mailbox mailbox = mailboxes.get(address);
    if (mailbox != null && mailbox.queue().size() > 0) {
      mailbox.queue().messages().forEach(message -> tx.drop(message.sequence()));
      mailbox.become(tx, MessageQueue.EMPTY);
      tx.onRollBack(() -> mailboxes.put(mailbox.address(), mailbox));
    }
    feedback.forget(tx, address);
  }

  /** Carries out what is due, some time later. */
  public void look(Instant now) {
    for (Mailbox mailbox : mailboxes.values()) {
      if (mailbox.queue().due().filter(time -> !time.isAfter(now)).isPresent()) {
        writer.post(tx -> {
          step(tx, mailbox, mailbox.queue().at(tx.now()));
          return mailbox;
        });
      }
    }
    feedback.look(now);
  }

  private void step(Transaction tx, Mailbox mailbox, QueueUpdate update) {
    become(tx, mailbox, update);
    become(tx, mailbox, mailbox.queue().at(tx.now())); // an expired message ends at once
    handOut(tx, mailbox);
    tx.onPublished(() -> {
      if (mailbox.isIdle()) {
        mailboxes.remove(mailbox.address(), mailbox);
      }
    });
  }

  private void become(Transaction tx, Mailbox mailbox, QueueUpdate update) {
    if (!update.after().equals(mailbox.queue())) {
      mailbox.become(tx, update.after());
      // The mailbox may become idle, and be removed, before it is known whether this change lasts.
      tx.onRollBack(() -> mailboxes.put(mailbox.address(), mailbox));
    }
    update.changed().ifPresent(changed -> tx.keep(MessageDocument.of(mailbox.address(), changed)));
    update.ended().forEach(ended -> {
      tx.drop(ended.message().sequence());
      feedback.note(tx, mailbox.address(), ended);
    });
  }

  private void handOut(Transaction tx, Mailbox mailbox) {
    while (mailbox.queue().hasWaiting()) {
      Optional<Flow<QueuedMessage>> receiver = mailbox.receivers().next();
      if (receiver.isEmpty()) {
        return;
      }
      Flow<QueuedMessage> flow = receiver.get();
      tx.onRollBack(flow::giveOneBack);
      MessageLock lock =
          new MessageLock(numbers.token(), tx.now().plus(MessageLimits.LOCK_DEFAULT), flow.id());
      QueueUpdate update = mailbox.queue().delivered(lock, tx.now());
      become(tx, mailbox, update);
      update
          .delivered()
          .ifPresentOrElse(message -> tx.onPublished(() -> flow.tell(message)), flow::giveOneBack);
    }
  }

  /** Forgets everything, outside any transaction, since the hub's contents are replaced. */
  public void clear() {
    mailboxes.values().forEach(mailbox -> mailbox.begin(MessageQueue.EMPTY));
    feedback.clear();
  }
}
