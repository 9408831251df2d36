package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.domain.message.queue.FeedbackStatus;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What senders of messages are told. */
abstract class FeedbackContract extends PortContract {
  private static final Instant LONG_AGO = Instant.parse("2001-09-09T01:46:40Z");

  final void send(TwinAddress address, String id) {
    hub().messages().send(CloudMessage.to(address).messageId(id).body(id).build());
  }

  final Optional<QueuedMessage> receive(TwinAddress address) {
    return hub().inbox().receive(address, MessageLimits.LOCK_DEFAULT);
  }

  final QueuedMessage received(TwinAddress address) {
    return receive(address).orElseThrow(() -> new AssertionError("no message waits"));
  }

  final void settle(TwinAddress address, QueuedMessage message, Settlement settlement) {
    hub().inbox().settle(address, message.token(), settlement);
  }

  static String idOf(QueuedMessage message) {
    return message.message().system().messageId().orElseThrow();
  }

  final int countOf(TwinAddress address) {
    int ofTwin = twin(address).root().connection().messageCount();
    assertThat(hub().identities().find(address).orElseThrow().connection().messageCount())
        .isEqualTo(ofTwin);
    return ofTwin;
  }

  /** What became of a message that asked for {@code ack}. */
  private List<FeedbackStatus> told(MessageAck ack, FeedbackStatus end) {
    TwinAddress device = device();
    CloudMessage.Builder message = CloudMessage.to(device).messageId("m").ack(ack);
    if (end == FeedbackStatus.EXPIRED) {
      message.expiry(LONG_AGO);
    }
    hub().messages().send(message.build());
    switch (end) {
      case SUCCESS -> settle(device, received(device), Settlement.COMPLETE);
      case REJECTED -> settle(device, received(device), Settlement.REJECT);
      case PURGED -> assertThat(hub().messages().purge(device)).isOne();
      case EXPIRED -> assertThat(receive(device)).isEmpty();
      case DELIVERY_COUNT_EXCEEDED -> {
        for (int i = 0; i < MessageLimits.DELIVERIES_MAX; i++) {
          settle(device, received(device), Settlement.ABANDON);
        }
      }
    }
    // Feedback comes in order, so what a marker tells comes after what there may be to tell.
    hub()
        .messages()
        .send(CloudMessage.to(device).messageId("marker").ack(MessageAck.FULL).build());
    settle(device, received(device), Settlement.COMPLETE);
    return recordsUntilMarker(device).stream()
        .filter(record -> record.originalMessageId().equals(Optional.of("m")))
        .map(FeedbackRecord::status)
        .toList();
  }

  private List<FeedbackRecord> recordsUntilMarker(TwinAddress device) {
    List<FeedbackRecord> records = new ArrayList<>();
    Heard<FeedbackBatch> heard = new Heard<>();
    try (MessageFlow flow = hub().messages().takeFeedback(heard)) {
      flow.request(100);
      while (records.stream().noneMatch(record -> isMarker(record, device))) {
        FeedbackBatch batch = heard.next();
        batch.records().stream()
            .filter(record -> record.address().equals(device))
            .forEach(records::add);
        hub().messages().settleFeedback(batch.token(), Settlement.COMPLETE);
      }
    }
    return records;
  }

  private static boolean isMarker(FeedbackRecord record, TwinAddress device) {
    return record.address().equals(device)
        && record.originalMessageId().equals(Optional.of("marker"));
  }

  @ParameterizedTest
  @EnumSource(FeedbackStatus.class)
  void a_sender_is_told_what_it_asked_for(FeedbackStatus end) {
    boolean success = end == FeedbackStatus.SUCCESS;
    Map<MessageAck, Boolean> tells = Map.of(
        MessageAck.NONE,
        false,
        MessageAck.POSITIVE,
        success,
        MessageAck.NEGATIVE,
        !success,
        MessageAck.FULL,
        true);
    tells.forEach((ack, told) ->
        assertThat(told(ack, end)).as(ack + " " + end).isEqualTo(told ? List.of(end) : List.of()));
  }

  @Test
  void feedback_names_the_identity_and_comes_again_until_it_is_settled() {
    TwinAddress device = device();
    String generation = hub().identities().find(device).orElseThrow().identity().generationId();
    hub()
        .messages()
        .send(CloudMessage.to(device).messageId("marker").ack(MessageAck.FULL).build());
    settle(device, received(device), Settlement.COMPLETE);
    Heard<FeedbackBatch> heard = new Heard<>();
    MessageFlow flow = hub().messages().takeFeedback(heard);
    flow.request(1);
    FeedbackBatch first = heard.next();
    assertThat(first.records()).hasSize(1);
    assertThat(first.records().get(0).generationId()).isEqualTo(generation);
    assertThat(first.records().get(0).address()).isEqualTo(device);
    flow.close();
    try (MessageFlow second = hub().messages().takeFeedback(heard)) {
      second.request(2);
      FeedbackBatch again = heard.next();
      assertThat(again.records()).isEqualTo(first.records());
      hub().messages().settleFeedback(again.token(), Settlement.ABANDON);
      FeedbackBatch third = heard.next();
      assertThat(third.deliveryCount()).isOne();
      hub().messages().settleFeedback(third.token(), Settlement.COMPLETE);
      assertRefused(
          ErrorCode.DEVICE_MESSAGE_LOCK_LOST,
          () -> hub().messages().settleFeedback(third.token(), Settlement.COMPLETE));
    }
    assertThat(hub().messages().receiveFeedback()).isEmpty();
  }
}
