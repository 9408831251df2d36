package io.twinhub.domain.message.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.MessageLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feedback: records that gather into batches, and the readers of these. */
class FeedbackQueueTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");
  private static final TwinAddress OTHER = TwinAddress.device("other");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SEALED = START.plus(MessageLimits.FEEDBACK_WAIT);
  private static final long READER = 7;

  private final LockToken token = new LockToken(new UUID(0, 1));

  private static FeedbackRecord record(long sequence, TwinAddress address) {
    return new FeedbackRecord(
        sequence, Optional.of("m" + sequence), START, FeedbackStatus.SUCCESS, address, "1");
  }

  private static FeedbackQueue with(FeedbackRecord... records) {
    FeedbackQueue queue = FeedbackQueue.EMPTY;
    for (FeedbackRecord one : records) {
      queue = queue.added(one, START).after();
    }
    return queue;
  }

  private static MessageLock lock(LockToken token, Instant from) {
    return new MessageLock(token, from.plus(MessageLimits.FEEDBACK_LOCK), READER);
  }

  private static List<Long> sequences(List<FeedbackRecord> records) {
    return records.stream().map(FeedbackRecord::sequence).toList();
  }

  private FeedbackQueue held() {
    return with(record(1, DEVICE), record(2, OTHER))
        .delivered(lock(token, SEALED), SEALED)
        .after();
  }

  @Test
  void no_feedback_wants_nothing() {
    assertThat(FeedbackQueue.EMPTY.due()).isEmpty();
    assertThat(FeedbackQueue.EMPTY.hasWaiting()).isFalse();
    assertThat(FeedbackQueue.EMPTY.delivered(lock(token, START), START).delivered())
        .isEmpty();
    assertThat(FeedbackQueue.EMPTY.without(DEVICE).after()).isEqualTo(FeedbackQueue.EMPTY);
  }

  @Test
  void records_gather_for_a_second() {
    FeedbackQueue queue = with(record(1, DEVICE), record(2, OTHER));
    assertThat(queue.hasWaiting()).isFalse();
    assertThat(queue.due()).contains(SEALED);
    assertThat(queue.at(SEALED.minusMillis(1)).after()).isEqualTo(queue);
    FeedbackUpdate delivered = queue.delivered(lock(token, SEALED), SEALED);
    assertThat(sequences(delivered.delivered().orElseThrow().records())).containsExactly(1L, 2L);
    assertThat(delivered.delivered().orElseThrow().token()).isEqualTo(token);
    assertThat(delivered.after().hasWaiting()).isFalse();
  }

  @Test
  void a_full_batch_leaves_at_once() {
    FeedbackRecord[] records = LongStream.rangeClosed(1, MessageLimits.FEEDBACK_RECORDS_MAX)
        .mapToObj(number -> record(number, DEVICE))
        .toArray(FeedbackRecord[]::new);
    FeedbackQueue queue = with(records);
    assertThat(queue.hasWaiting()).isTrue();
    assertThat(queue.gathering()).isEmpty();
    assertThat(FeedbackQueue.restored(List.of(records)).batches()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Settlement.class,
      names = {"COMPLETE", "REJECT"})
  void a_settled_batch_is_gone(Settlement settlement) {
    FeedbackUpdate settled = held().settled(token, settlement, SEALED);
    assertThat(sequences(settled.gone())).containsExactly(1L, 2L);
    assertThat(settled.after()).isEqualTo(FeedbackQueue.EMPTY);
    assertThatThrownBy(() -> settled.after().settled(token, settlement, SEALED))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("no message is held under this lock token");
  }

  @Test
  void an_abandoned_batch_comes_again_until_it_was_delivered_ten_times() {
    FeedbackQueue queue = held();
    for (int i = 1; i < MessageLimits.FEEDBACK_DELIVERIES_MAX; i++) {
      FeedbackUpdate back = queue.settled(token, Settlement.ABANDON, SEALED);
      assertThat(back.gone()).isEmpty();
      FeedbackUpdate again = back.after().delivered(lock(token, SEALED), SEALED);
      assertThat(again.delivered().orElseThrow().deliveryCount()).isEqualTo(i);
      queue = again.after();
    }
    assertThat(sequences(queue.settled(token, Settlement.ABANDON, SEALED).gone()))
        .containsExactly(1L, 2L);
  }

  @Test
  void a_batch_whose_lock_has_ended_waits_again_and_goes_after_an_hour() {
    FeedbackQueue held = held();
    Instant free = SEALED.plus(MessageLimits.FEEDBACK_LOCK);
    assertThat(held.due()).contains(free);
    FeedbackQueue waiting = held.at(free).after();
    assertThat(waiting.hasWaiting()).isTrue();
    Instant end = SEALED.plus(MessageLimits.FEEDBACK_TIME_TO_LIVE);
    assertThat(waiting.due()).contains(end);
    assertThat(sequences(waiting.at(end).gone())).containsExactly(1L, 2L);
  }

  @Test
  void the_end_of_a_reader_frees_what_it_holds_and_nothing_else() {
    assertThat(held().released(READER, SEALED).after().hasWaiting()).isTrue();
    assertThat(held().released(READER + 1, SEALED).after().hasWaiting()).isFalse();
  }

  @Test
  void what_tells_of_a_deleted_device_is_dropped() {
    FeedbackQueue gathered = with(record(1, DEVICE), record(2, OTHER));
    assertThat(sequences(gathered.without(DEVICE).gone())).containsExactly(1L);
    assertThat(sequences(gathered.without(DEVICE).after().gathering())).containsExactly(2L);
    FeedbackQueue sealed = gathered.at(SEALED).after();
    assertThat(sequences(sealed.without(DEVICE).after().batches().get(0).records()))
        .containsExactly(2L);
    assertThat(sealed.without(DEVICE).after().without(OTHER).after())
        .isEqualTo(FeedbackQueue.EMPTY);
  }

  @Test
  void the_oldest_batch_goes_when_there_are_too_many() {
    FeedbackQueue queue = FeedbackQueue.EMPTY;
    int records = MessageLimits.FEEDBACK_BATCHES_MAX * MessageLimits.FEEDBACK_RECORDS_MAX;
    for (int i = 0; i < records; i++) {
      queue = queue.added(record(i, DEVICE), START).after();
    }
    assertThat(queue.batches()).hasSize(MessageLimits.FEEDBACK_BATCHES_MAX);
    FeedbackUpdate last = new FeedbackUpdate(queue, List.of(), Optional.empty());
    for (int i = 0; i < MessageLimits.FEEDBACK_RECORDS_MAX; i++) {
      last = last.after().added(record(records + i, DEVICE), START);
    }
    assertThat(last.gone()).hasSize(MessageLimits.FEEDBACK_RECORDS_MAX);
    assertThat(last.gone().get(0).sequence()).isZero();
    assertThat(last.after().batches()).hasSize(MessageLimits.FEEDBACK_BATCHES_MAX);
  }
}
