package io.twinhub.domain.message.queue;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.MessageLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The feedback of a hub that no reader has completed: records that are being gathered, and batches of
 * records. All readers of the hub compete for the batches.
 *
 * @param gathering records that are in no batch yet, fewer than one batch holds
 * @param batches the batches, in order
 */
public record FeedbackQueue(List<FeedbackRecord> gathering, List<FeedbackBatch> batches) {
  /** No feedback. */
  public static final FeedbackQueue EMPTY = new FeedbackQueue(List.of(), List.of());

  /** Copies both. */
  public FeedbackQueue {
    gathering = List.copyOf(gathering);
    batches = List.copyOf(batches);
  }

  /**
   * The feedback that remained when the hub stopped: batches of as many records as fit, none of them held.
   */
  public static FeedbackQueue restored(List<FeedbackRecord> records) {
    FeedbackQueue queue = EMPTY;
    for (FeedbackRecord record : records) {
      queue = queue.gathered(record, record.time());
    }
    return queue;
  }

  /** Whether a reader could have a batch now. */
  public boolean hasWaiting() {
    return batches.stream().anyMatch(batch -> batch.lock().isEmpty());
  }

  /** When {@link #at} has something to do next; empty if never. */
  public Optional<Instant> due() {
    Stream<Instant> ofBatches = batches.stream()
        .map(batch -> batch.lock().map(MessageLock::until).orElseGet(() -> end(batch)));
    return Stream.concat(sealing().stream(), ofBatches).min(Instant::compareTo);
  }

  private Optional<Instant> sealing() {
    return gathering.stream()
        .findFirst()
        .map(oldest -> oldest.time().plus(MessageLimits.FEEDBACK_WAIT));
  }

  private static Instant end(FeedbackBatch batch) {
    return batch.enqueued().plus(MessageLimits.FEEDBACK_TIME_TO_LIVE);
  }

  /**
   * Does what is due: makes a batch of records that have gathered long enough, and ends locks and batches
   * whose time is over.
   */
  public FeedbackUpdate at(Instant now) {
    if (due().filter(time -> !time.isAfter(now)).isEmpty()) {
      return new FeedbackUpdate(this, List.of(), Optional.empty());
    }
    boolean seals = sealing().filter(time -> !time.isAfter(now)).isPresent();
    FeedbackQueue sealed = seals ? sealed(now) : this;
    List<FeedbackBatch> left = new ArrayList<>();
    List<FeedbackRecord> gone = new ArrayList<>();
    for (FeedbackBatch batch : sealed.batches) {
      Optional<MessageLock> lock = batch.lock().filter(held -> held.until().isAfter(now));
      if (lock.isEmpty() && !end(batch).isAfter(now)) {
        gone.addAll(batch.records());
      } else {
        left.add(batch.with(lock));
      }
    }
    return new FeedbackUpdate(
        new FeedbackQueue(sealed.gathering, left), List.copyOf(gone), Optional.empty());
  }

  private FeedbackQueue sealed(Instant now) {
    List<FeedbackBatch> all = new ArrayList<>(batches);
    all.add(new FeedbackBatch(gathering, now, 0, Optional.empty()));
    return new FeedbackQueue(List.of(), all);
  }

  /** Adds a record. If there are too many batches, the oldest is dropped. */
  public FeedbackUpdate added(FeedbackRecord record, Instant now) {
    FeedbackUpdate present = at(now);
    FeedbackQueue after = present.after().gathered(record, now);
    if (after.batches.size() <= MessageLimits.FEEDBACK_BATCHES_MAX) {
      return new FeedbackUpdate(after, present.gone(), Optional.empty());
    }
    return after.without(after.batches.get(0), present);
  }

  private FeedbackQueue gathered(FeedbackRecord record, Instant now) {
    List<FeedbackRecord> more = new ArrayList<>(gathering);
    more.add(record);
    FeedbackQueue after = new FeedbackQueue(more, batches);
    return more.size() == MessageLimits.FEEDBACK_RECORDS_MAX ? after.sealed(now) : after;
  }

  /** Drops all records of a device or module. */
  public FeedbackUpdate without(TwinAddress address) {
    List<FeedbackRecord> gone = Stream.concat(
            gathering.stream(), batches.stream().flatMap(batch -> batch.records().stream()))
        .filter(record -> record.address().equals(address))
        .toList();
    if (gone.isEmpty()) {
      return new FeedbackUpdate(this, gone, Optional.empty());
    }
    List<FeedbackBatch> left = batches.stream()
        .map(batch -> batch.with(others(batch.records(), address)))
        .filter(batch -> !batch.records().isEmpty())
        .toList();
    return new FeedbackUpdate(
        new FeedbackQueue(others(gathering, address), left), gone, Optional.empty());
  }

  private static List<FeedbackRecord> others(List<FeedbackRecord> records, TwinAddress address) {
    return records.stream().filter(record -> !record.address().equals(address)).toList();
  }

  /** Hands out the first batch that is not held, if there is one. */
  public FeedbackUpdate delivered(MessageLock lock, Instant now) {
    FeedbackUpdate present = at(now);
    Optional<FeedbackBatch> first = present.after().batches.stream()
        .filter(batch -> batch.lock().isEmpty())
        .findFirst()
        .map(batch -> batch.with(Optional.of(lock)));
    return first
        .map(batch -> new FeedbackUpdate(present.after().replacing(batch), present.gone(), first))
        .orElse(present);
  }

  /**
   * Settles a batch that is held.
   *
   * @throws HubException with {@link MessageError#lockLost} if none is held under the token
   */
  public FeedbackUpdate settled(LockToken token, Settlement settlement, Instant now) {
    FeedbackUpdate present = at(now);
    FeedbackQueue queue = present.after();
    FeedbackBatch held = queue.batches.stream()
        .filter(batch -> batch.lock().filter(lock -> lock.token().equals(token)).isPresent())
        .findFirst()
        .orElseThrow(() -> new HubException(MessageError.lockLost()));
    boolean last = held.deliveryCount() + 1 >= MessageLimits.FEEDBACK_DELIVERIES_MAX;
    return settlement == Settlement.ABANDON && !last
        ? new FeedbackUpdate(queue.replacing(held.abandoned()), present.gone(), Optional.empty())
        : queue.without(held, present);
  }

  /** Frees the batches that a reader holds. */
  public FeedbackUpdate released(long holder, Instant now) {
    List<FeedbackBatch> freed = batches.stream()
        .map(batch -> batch.lock().filter(held -> held.holder() == holder).isPresent()
            ? batch.with(Optional.empty())
            : batch)
        .toList();
    return new FeedbackQueue(gathering, freed).at(now);
  }

  private FeedbackQueue replacing(FeedbackBatch changed) {
    return new FeedbackQueue(
        gathering,
        batches.stream().map(batch -> batch.isSame(changed) ? changed : batch).toList());
  }

  private FeedbackUpdate without(FeedbackBatch ended, FeedbackUpdate present) {
    List<FeedbackRecord> gone = new ArrayList<>(present.gone());
    gone.addAll(ended.records());
    List<FeedbackBatch> left =
        batches.stream().filter(batch -> !batch.isSame(ended)).toList();
    return new FeedbackUpdate(
        new FeedbackQueue(gathering, left), List.copyOf(gone), Optional.empty());
  }
}
