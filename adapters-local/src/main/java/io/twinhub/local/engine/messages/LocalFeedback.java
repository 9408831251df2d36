package io.twinhub.local.engine.messages;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.EndedMessage;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackQueue;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.domain.message.queue.FeedbackUpdate;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.MessageLock;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.writer.Transaction;
import io.twinhub.local.engine.writer.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The feedback of the local hub, and its readers. */
final class LocalFeedback implements Flow.Owner<FeedbackBatch> {
  private final Writer writer;
  private final Numbers numbers;
  private final Receivers<FeedbackBatch> receivers = new Receivers<>();
  private volatile FeedbackQueue queue = FeedbackQueue.EMPTY;

  LocalFeedback(Writer writer, Numbers numbers) {
    this.writer = writer;
    this.numbers = numbers;
  }

  /** Begins with the records that a journal kept. */
  void begin(List<FeedbackRecord> records) {
    queue = FeedbackQueue.restored(records);
  }

  /** Notes how a message ended, if its sender wants to know. */
  void note(Transaction tx, TwinAddress address, EndedMessage ended) {
    Optional<Registration> whose = tx.find(address);
    if (whose.isEmpty() || !ended.message().tells(ended.status())) {
      return;
    }
    FeedbackRecord record = new FeedbackRecord(
        numbers.next(),
        ended.message().message().system().messageId(),
        tx.now(),
        ended.status(),
        address,
        whose.get().identity().generationId());
    tx.keep(MessageDocument.of(record));
    step(tx, queue.added(record, tx.now()));
  }

  /** Drops the feedback on messages to a device or module. */
  void forget(Transaction tx, TwinAddress address) {
    step(tx, queue.without(address));
  }

  MessageFlow take(Consumer<FeedbackBatch> taker) {
    Flow<FeedbackBatch> flow = new Flow<>(numbers.nextFlow(), taker, this);
    writer.post(tx -> {
      receivers.add(flow);
      return flow;
    });
    return flow;
  }

  @Override
  public void wake(Flow<FeedbackBatch> flow) {
    writer.post(tx -> {
      flow.awake();
      handOut(tx);
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
  public void closed(Flow<FeedbackBatch> flow) {
    writer.post(tx -> {
      receivers.remove(flow);
      step(tx, queue.released(flow.id(), tx.now()));
      return flow;
    });
  }

  Optional<FeedbackBatch> receive() {
    return writer.apply(tx -> {
      FeedbackUpdate update = queue.delivered(lock(tx, MessageLock.NOBODY), tx.now());
      step(tx, update);
      return update.delivered();
    });
  }

  void settle(LockToken token, Settlement settlement) {
    writer.apply(tx -> {
      step(tx, queue.settled(token, settlement, tx.now()));
      return token;
    });
  }

  /** Carries out what is due, some time later. */
  void look(Instant now) {
    if (queue.due().filter(time -> !time.isAfter(now)).isPresent()) {
      writer.post(tx -> {
        step(tx, queue.at(tx.now()));
        return queue;
      });
    }
  }

  private MessageLock lock(Transaction tx, long holder) {
    return new MessageLock(numbers.token(), tx.now().plus(MessageLimits.FEEDBACK_LOCK), holder);
  }

  private void step(Transaction tx, FeedbackUpdate update) {
    become(tx, update);
    handOut(tx);
  }

  private void become(Transaction tx, FeedbackUpdate update) {
    FeedbackQueue before = queue;
    queue = update.after();
    tx.onRollBack(() -> queue = before);
    update.gone().forEach(record -> tx.drop(record.sequence()));
  }

  private void handOut(Transaction tx) {
    while (queue.hasWaiting()) {
      Optional<Flow<FeedbackBatch>> receiver = receivers.next();
      if (receiver.isEmpty()) {
        return;
      }
      Flow<FeedbackBatch> flow = receiver.get();
      tx.onRollBack(flow::giveOneBack);
      FeedbackUpdate update = queue.delivered(lock(tx, flow.id()), tx.now());
      become(tx, update);
      update
          .delivered()
          .ifPresentOrElse(batch -> tx.onPublished(() -> flow.tell(batch)), flow::giveOneBack);
    }
  }

  /** Forgets everything, outside any transaction. */
  void clear() {
    queue = FeedbackQueue.EMPTY;
  }
}
