package io.twinhub.domain.message.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue of one device: what time and settlements make of its messages. */
class MessageQueueTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long READER = 7;
  private static final long OTHER = 8;

  private final LockToken first = new LockToken(new UUID(0, 1));
  private final LockToken second = new LockToken(new UUID(0, 2));

  private static CloudMessage message(String body) {
    return CloudMessage.to(DEVICE).body(body).build();
  }

  private static CloudMessage expiring(Duration life) {
    return CloudMessage.to(DEVICE).expiry(START.plus(life)).build();
  }

  private static MessageQueue queue(CloudMessage... messages) {
    MessageQueue queue = MessageQueue.EMPTY;
    for (int i = 0; i < messages.length; i++) {
      queue = queue.enqueued(DEVICE, messages[i], i + 1L, START).after();
    }
    return queue;
  }

  private static MessageLock lock(LockToken token, long holder) {
    return new MessageLock(token, START.plus(MessageLimits.LOCK_DEFAULT), holder);
  }

  private static List<String> ends(QueueUpdate update) {
    return update.ended().stream()
        .map(ended -> ended.message().sequence() + " " + ended.status().azureName())
        .toList();
  }

  private static void assertLockLost(MessageQueue queue, LockToken token, Instant now) {
    assertThatThrownBy(() -> queue.settled(token, Settlement.COMPLETE, now))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("no message is held under this lock token");
  }

  @Test
  void an_empty_queue_wants_nothing() {
    assertThat(MessageQueue.EMPTY.due()).isEmpty();
    assertThat(MessageQueue.EMPTY.hasWaiting()).isFalse();
    assertThat(MessageQueue.EMPTY.at(START).after()).isEqualTo(MessageQueue.EMPTY);
    assertThat(MessageQueue.EMPTY.delivered(lock(first, READER), START).delivered())
        .isEmpty();
    assertThat(MessageQueue.EMPTY.purged(START).ended()).isEmpty();
  }

  @Test
  void messages_are_handed_out_in_order_one_by_one() {
    QueueUpdate one = queue(message("a"), message("b")).delivered(lock(first, READER), START);
    assertThat(one.delivered().orElseThrow().message().body().text()).isEqualTo("a");
    assertThat(one.delivered().orElseThrow().token()).isEqualTo(first);
    assertThat(one.after().hasWaiting()).isTrue();
    QueueUpdate two = one.after().delivered(lock(second, READER), START);
    assertThat(two.delivered().orElseThrow().message().body().text()).isEqualTo("b");
    assertThat(two.after().hasWaiting()).isFalse();
    assertThat(two.after()
            .delivered(lock(new LockToken(new UUID(0, 3)), READER), START)
            .delivered())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"COMPLETE, 1 Success", "REJECT, 1 Rejected"})
  void a_settled_message_leaves_and_cannot_be_settled_again(Settlement settlement, String end) {
    MessageQueue held =
        queue(message("a")).delivered(lock(first, READER), START).after();
    assertLockLost(held, second, START);
    QueueUpdate settled = held.settled(first, settlement, START);
    assertThat(ends(settled)).containsExactly(end);
    assertThat(settled.after().size()).isZero();
    assertLockLost(settled.after(), first, START);
  }

  @Test
  void an_abandoned_message_keeps_its_place_until_it_was_delivered_ten_times() {
    MessageQueue queue = queue(message("a"), message("b"));
    for (int i = 1; i < MessageLimits.DELIVERIES_MAX; i++) {
      QueueUpdate back = queue
          .delivered(lock(first, READER), START)
          .after()
          .settled(first, Settlement.ABANDON, START);
      assertThat(back.changed().orElseThrow().deliveryCount()).isEqualTo(i);
      assertThat(back.ended()).isEmpty();
      queue = back.after();
      assertThat(queue.messages().get(0).message().body().text()).isEqualTo("a");
    }
    QueueUpdate last = queue
        .delivered(lock(first, READER), START)
        .after()
        .settled(first, Settlement.ABANDON, START);
    assertThat(ends(last)).containsExactly("1 DeliveryCountExceeded");
    assertThat(last.after().size()).isEqualTo(1);
  }

  @Test
  void a_message_waits_for_an_hour_unless_its_sender_says_otherwise() {
    MessageQueue queue = queue(message("a"), expiring(Duration.ofSeconds(10)));
    assertThat(queue.due()).contains(START.plusSeconds(10));
    assertThat(ends(queue.at(START.plusSeconds(9)))).isEmpty();
    QueueUpdate later = queue.at(START.plusSeconds(10));
    assertThat(ends(later)).containsExactly("2 Expired");
    assertThat(later.after().due()).contains(START.plus(MessageLimits.TIME_TO_LIVE_DEFAULT));
  }

  @Test
  void a_held_message_expires_when_its_lock_ends_or_it_is_abandoned() {
    MessageQueue held = queue(expiring(Duration.ofSeconds(10)))
        .delivered(lock(first, READER), START)
        .after();
    assertThat(ends(held.at(START.plusSeconds(11)))).isEmpty();
    assertThat(held.due()).contains(START.plus(MessageLimits.LOCK_DEFAULT));
    assertThat(ends(held.settled(first, Settlement.ABANDON, START.plusSeconds(11))))
        .containsExactly("1 Expired");
    assertThat(ends(held.at(START.plus(MessageLimits.LOCK_DEFAULT)))).containsExactly("1 Expired");
  }

  @Test
  void a_message_whose_lock_has_ended_comes_again_and_the_old_token_is_worth_nothing() {
    MessageQueue held =
        queue(message("a")).delivered(lock(first, READER), START).after();
    Instant end = START.plus(MessageLimits.LOCK_DEFAULT);
    assertLockLost(held, first, end);
    assertThat(held.at(end).after().hasWaiting()).isTrue();
  }

  @Test
  void the_end_of_a_receiver_frees_what_it_holds_and_nothing_else() {
    MessageQueue held = queue(message("a"), message("b"))
        .delivered(lock(first, READER), START)
        .after()
        .delivered(lock(second, OTHER), START)
        .after();
    MessageQueue freed = held.released(READER, START).after();
    assertThat(freed.messages())
        .extracting(QueuedMessage::lock)
        .satisfiesExactly(
            lock -> assertThat(lock).isEmpty(), lock -> assertThat(lock).isPresent());
    assertThat(freed.messages().get(0).deliveryCount()).isZero();
  }

  @Test
  void a_purge_ends_what_waits_and_what_is_held() {
    MessageQueue queue = queue(message("a"), message("b"), expiring(Duration.ofSeconds(1)))
        .delivered(lock(first, READER), START)
        .after();
    assertThat(ends(queue.purged(START.plusSeconds(2))))
        .containsExactly("3 Expired", "1 Purged", "2 Purged");
  }

  @Test
  void the_queue_holds_fifty_messages_until_some_have_ended() {
    MessageQueue queue = MessageQueue.EMPTY;
    for (int i = 0; i < MessageLimits.QUEUE_DEPTH_MAX; i++) {
      queue = queue.enqueued(DEVICE, expiring(Duration.ofSeconds(5)), i, START).after();
    }
    MessageQueue full = queue;
    assertThatThrownBy(() -> full.enqueued(DEVICE, message("x"), 99, START))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("50 messages wait for d");
    assertThat(full.enqueued(DEVICE, message("x"), 99, START.plusSeconds(5))
            .after()
            .size())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    ", false, false",
    "NONE, false, false",
    "POSITIVE, true, false",
    "NEGATIVE, false, true",
    "FULL, true, true",
  })
  void a_sender_is_told_what_it_asked_for(MessageAck ack, boolean success, boolean failure) {
    CloudMessage.Builder message = CloudMessage.to(DEVICE);
    Optional.ofNullable(ack).ifPresent(message::ack);
    QueuedMessage queued = queue(message.build()).messages().get(0);
    assertThat(queued.tells(FeedbackStatus.SUCCESS)).isEqualTo(success);
    assertThat(queued.tells(FeedbackStatus.EXPIRED)).isEqualTo(failure);
  }
}
