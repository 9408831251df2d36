package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages over time, restarts, snapshots and failures of the disk. */
class MessagesTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");
  private static final TwinAddress MODULE = TwinAddress.module("d", "m");
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final ManualTimes times = new ManualTimes();
  private final FaultyJournal journal = new FaultyJournal();
  private LocalHub hub = started(journal);

  @TempDir
  private Path folder;

  MessagesTest() {
    register(DEVICE);
  }

  private LocalHub started(Journal store) {
    return new LocalHub(
        TwinRules.DEFAULT, new HubSources(times, times), HubStorage.of(store), Optional.empty());
  }

  private void register(TwinAddress address) {
    hub.identities().create(IdentityRequest.withKeys(address));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void restart(Journal store) {
    hub.close();
    hub = started(store);
  }

  private void send(TwinAddress address, String id) {
    hub.messages()
        .send(CloudMessage.to(address).messageId(id).ack(MessageAck.FULL).build());
  }

  private Optional<QueuedMessage> receive() {
    return hub.inbox().receive(DEVICE, MessageLimits.LOCK_DEFAULT);
  }

  private static String idOf(QueuedMessage message) {
    return message.message().system().messageId().orElseThrow();
  }

  private void settle(QueuedMessage message, Settlement settlement) {
    hub.inbox().settle(DEVICE, message.token(), settlement);
  }

  private int count(TwinAddress address) {
    return hub.twins().find(address).orElseThrow().root().connection().messageCount();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HubException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private List<FeedbackRecord> feedback() {
    times.pass(MessageLimits.FEEDBACK_WAIT);
    return hub.messages().receiveFeedback().map(FeedbackBatch::records).orElse(List.of());
  }

  /** What was posted when time passed is done: the writer keeps the order. */
  private void settleWriter() {
    TwinAddress marker = TwinAddress.device("marker");
    register(marker);
    hub.identities().delete(marker, IfMatch.any());
  }

  @Test
  void a_message_lives_an_hour_if_its_sender_says_nothing() {
    send(DEVICE, "m");
    times.pass(MessageLimits.TIME_TO_LIVE_DEFAULT.minus(MOMENT));
    QueuedMessage held = receive().orElseThrow();
    settle(held, Settlement.ABANDON);
    times.pass(MOMENT);
    assertThat(receive()).isEmpty();
    assertThat(feedback())
        .extracting(record -> record.status().azureName())
        .containsExactly("Expired");
  }

  @Test
  void a_message_that_is_held_expires_when_its_lock_ends() {
    send(DEVICE, "m");
    times.pass(MessageLimits.TIME_TO_LIVE_DEFAULT.minus(MOMENT));
    QueuedMessage held = receive().orElseThrow();
    times.pass(Duration.ofSeconds(59));
    assertThat(count(DEVICE)).isOne();
    settle(held, Settlement.COMPLETE);
    assertThat(feedback())
        .extracting(record -> record.status().azureName())
        .containsExactly("Success");
  }

  @Test
  void a_message_comes_again_to_a_connected_device_when_its_lock_is_lost() {
    List<QueuedMessage> heard = new CopyOnWriteArrayList<>();
    DeviceConnection connection = hub.connections().open(DEVICE, "", reason -> {});
    connection.takeMessages(heard::add).request(10);
    send(DEVICE, "m");
    settleWriter();
    times.pass(MessageLimits.LOCK_DEFAULT);
    settleWriter();
    assertThat(heard).extracting(MessagesTest::idOf).containsExactly("m", "m");
    assertThat(heard.get(1).deliveryCount()).isZero();
    assertRefused(
        ErrorCode.DEVICE_MESSAGE_LOCK_LOST,
        () -> connection.settle(heard.get(0).token(), Settlement.COMPLETE));
    connection.settle(heard.get(1).token(), Settlement.COMPLETE);
  }

  @Test
  void a_message_comes_to_somebody_who_asked_for_it_and_paused_by_his_next_request() {
    List<QueuedMessage> heard = new CopyOnWriteArrayList<>();
    DeviceConnection connection = hub.connections().open(DEVICE, "", reason -> {});
    var flow = connection.takeMessages(heard::add);
    flow.request(Integer.MAX_VALUE);
    flow.request(Integer.MAX_VALUE);
    flow.pause();
    send(DEVICE, "m");
    assertThat(heard).isEmpty();
    flow.request(1);
    settleWriter();
    assertThat(heard).hasSize(1);
  }

  @Test
  void messages_and_feedback_survive_a_restart() throws SQLException {
    Path file = folder.resolve("twins.db");
    restart(SqliteJournal.open(file));
    register(DEVICE);
    register(MODULE);
    CloudMessage whole = CloudMessage.to(DEVICE)
        .messageId("whole")
        .correlationId("c")
        .userId(new byte[] {-1, 0})
        .contentType("t")
        .contentEncoding("e")
        .expiry(Instant.parse("9999-12-31T23:59:59.999999900Z"))
        .ack(MessageAck.POSITIVE)
        .property("p", "größer")
        .body(new byte[] {0, -1, 10})
        .build();
    send(DEVICE, "gone");
    hub.messages().send(whole);
    send(DEVICE, "last");
    send(MODULE, "of-module");
    settle(receive().orElseThrow(), Settlement.COMPLETE);
    settle(receive().orElseThrow(), Settlement.ABANDON);
    QueuedMessage held = receive().orElseThrow();
    restart(SqliteJournal.open(file));
    assertThat(count(DEVICE)).isEqualTo(2);
    assertThat(count(MODULE)).isOne();
    QueuedMessage first = receive().orElseThrow();
    assertThat(first.message()).isEqualTo(whole);
    assertThat(first.deliveryCount()).isOne();
    assertThat(first.enqueued()).isEqualTo(held.enqueued());
    assertThat(first.sequence()).isEqualTo(held.sequence());
    assertRefused(ErrorCode.DEVICE_MESSAGE_LOCK_LOST, () -> settle(held, Settlement.COMPLETE));
    assertThat(idOf(receive().orElseThrow())).isEqualTo("last");
    assertThat(feedback())
        .extracting(record -> record.originalMessageId().orElseThrow())
        .containsExactly("gone");
    send(DEVICE, "new");
    assertThat(receive().orElseThrow().sequence()).isGreaterThan(first.sequence());
  }

  @Test
  void a_device_that_was_deleted_leaves_nothing_on_disk() throws SQLException {
    Path file = folder.resolve("twins.db");
    restart(SqliteJournal.open(file));
    register(DEVICE);
    register(MODULE);
    send(DEVICE, "a");
    send(DEVICE, "b");
    send(MODULE, "c");
    settle(receive().orElseThrow(), Settlement.COMPLETE);
    assertThat(rows(file)).isEqualTo(3);
    hub.identities().delete(DEVICE, IfMatch.any());
    assertThat(rows(file)).isZero();
    register(DEVICE);
    assertThat(feedback()).isEmpty();
  }

  private static int rows(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      return statement.executeQuery("SELECT count(*) FROM messages").getInt(1);
    }
  }

  @Test
  void a_snapshot_holds_no_messages_and_a_restore_ends_those_there_are() throws SQLException {
    Path file = folder.resolve("twins.db");
    restart(SqliteJournal.open(file));
    register(DEVICE);
    send(DEVICE, "before");
    hub.snapshots().create("s");
    assertThat(rows(folder.resolve("snapshots").resolve("s.db"))).isZero();
    assertThat(count(DEVICE)).isOne();
    send(DEVICE, "after");
    hub.snapshots().restore("s");
    assertThat(count(DEVICE)).isZero();
    assertThat(receive()).isEmpty();
    assertThat(rows(file)).isZero();
    send(DEVICE, "new");
    assertThat(idOf(receive().orElseThrow())).isEqualTo("new");
    hub.replace(io.twinhub.local.engine.snapshot.HubContents.empty());
    assertThat(rows(file)).isZero();
  }

  @Test
  void a_fork_begins_without_messages() {
    send(DEVICE, "m");
    try (LocalHub fork = new LocalHub(TwinRules.DEFAULT, times, hub.contents())) {
      assertThat(fork.twins().find(DEVICE).orElseThrow().root().connection().messageCount())
          .isZero();
      assertThat(fork.inbox().receive(DEVICE, MessageLimits.LOCK_DEFAULT)).isEmpty();
    }
    assertThat(count(DEVICE)).isOne();
  }

  @Test
  void what_the_disk_did_not_take_did_not_happen() {
    List<QueuedMessage> heard = new ArrayList<>();
    send(DEVICE, "first");
    QueuedMessage held = receive().orElseThrow();
    journal.diskIsFull(true);
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> send(DEVICE, "second"));
    for (Settlement settlement : Settlement.values()) {
      assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> settle(held, settlement));
    }
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> hub.messages().purge(DEVICE));
    assertRefused(
        ErrorCode.SERVICE_UNAVAILABLE, () -> hub.identities().delete(DEVICE, IfMatch.any()));
    assertThat(count(DEVICE)).isOne();
    journal.diskIsFull(false);
    assertThat(feedback()).isEmpty();
    DeviceConnection connection = hub.connections().open(DEVICE, "", reason -> {});
    connection.takeMessages(heard::add).request(1);
    settle(held, Settlement.ABANDON);
    settleWriter();
    assertThat(heard).extracting(MessagesTest::idOf).containsExactly("first");
    assertThat(heard.get(0).deliveryCount()).isOne();
    connection.settle(heard.get(0).token(), Settlement.COMPLETE);
    assertThat(count(DEVICE)).isZero();
    assertThat(feedback()).hasSize(1);
  }

  @Test
  void nobody_is_handed_a_message_that_is_not_on_disk() {
    List<QueuedMessage> heard = new CopyOnWriteArrayList<>();
    DeviceConnection connection = hub.connections().open(DEVICE, "", reason -> {});
    connection.takeMessages(heard::add).request(1);
    journal.diskIsFull(true);
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> send(DEVICE, "refused"));
    assertThat(heard).isEmpty();
    journal.diskIsFull(false);
    send(DEVICE, "accepted");
    settleWriter();
    assertThat(heard).extracting(MessagesTest::idOf).containsExactly("accepted");
  }

  @Test
  void a_message_on_disk_that_makes_no_sense_is_told_at_the_start() throws SQLException {
    Path file = folder.resolve("twins.db");
    restart(SqliteJournal.open(file));
    register(DEVICE);
    send(DEVICE, "m");
    hub.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE messages SET document = '{\"to\":1}'");
    }
    assertThatThrownBy(() -> started(SqliteJournal.open(file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("message 1: to must be a string");
    hub = started(new MemoryJournal());
  }

  @Test
  void feedback_leaves_when_64_records_are_there_or_a_second_has_passed() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 35; i++) {
        send(DEVICE, "m-" + round + "-" + i);
      }
      assertThat(hub.messages().purge(DEVICE)).isEqualTo(35);
    }
    FeedbackBatch full = hub.messages().receiveFeedback().orElseThrow();
    assertThat(full.records()).hasSize(64);
    assertThat(hub.messages().receiveFeedback()).isEmpty();
    times.pass(MessageLimits.FEEDBACK_WAIT);
    assertThat(hub.messages().receiveFeedback().orElseThrow().records()).hasSize(6);
    times.pass(MessageLimits.FEEDBACK_LOCK);
    assertThat(hub.messages().receiveFeedback().orElseThrow().records()).isEqualTo(full.records());
    times.pass(MessageLimits.FEEDBACK_TIME_TO_LIVE);
    assertThat(hub.messages().receiveFeedback()).isEmpty();
  }
}
