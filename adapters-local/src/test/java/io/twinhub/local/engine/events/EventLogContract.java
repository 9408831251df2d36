package io.twinhub.local.engine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.domain.message.event.SystemProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the log in memory and on disk. */
abstract class EventLogContract {
  private static final EventPosition FIRST = new EventPosition.Earliest();
  private static final Instant START = Instant.parse("2026-11-29T08:00:00Z");

  private Instant now = START;
  private LocalEventLog log;

  /** A log of one device's partition and three others. */
  abstract LocalEventLog open(Retention retention, InstantSource clock);

  @BeforeEach
  void openLog() {
    reopen(Retention.IN_MEMORY);
  }

  private void reopen(Retention retention) {
    if (log != null) {
      log.close();
    }
    log = open(retention, () -> now);
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  private static EventOrigin from(TwinAddress address) {
    return EventOrigin.of(EventSource.TELEMETRY, address);
  }

  private int send(String body) {
    log.append(from(TwinAddress.device("d")), DeviceMessage.of(Bytes.ofText(body)))
        .join();
    return partition();
  }

  /** The partition of device d. */
  private int partition() {
    return IntStream.range(0, log.partitions())
        .filter(p -> log.state(p).last() >= 0)
        .findFirst()
        .orElseThrow();
  }

  private void sendAll(int count) {
    CompletableFuture.allOf(IntStream.range(0, count)
            .mapToObj(i ->
                log.append(from(TwinAddress.device("d")), DeviceMessage.of(Bytes.ofText("m" + i))))
            .toArray(CompletableFuture[]::new))
        .join();
  }

  @Test
  void an_event_is_read_with_all_that_was_sent() throws InterruptedException {
    DeviceMessage message = DeviceMessage.ofJson("{\"t\":20}")
        .with(SystemProperty.MESSAGE_ID, "m1")
        .with("alert", "true")
        .with("ALERT", "other");
    EventOrigin origin = new EventOrigin(
        EventSource.TELEMETRY,
        TwinAddress.module("d", "part"),
        Optional.of("{\"scope\":\"device\"}"),
        Optional.of("638"),
        Optional.of("dtmi:com:example;1"));
    log.append(origin, message).join();
    try (Read reader = new Read(log, partition(), FIRST)) {
      HubEvent event = reader.next(1).get(0);
      assertThat(event.message()).isEqualTo(message);
      assertThat(event.origin()).isEqualTo(origin);
      assertThat(event.sequence()).isZero();
      assertThat(event.enqueued()).isEqualTo(START);
    }
  }

  @Test
  void numbers_have_no_hole_and_offsets_grow() throws InterruptedException {
    sendAll(5_000);
    try (Read reader = new Read(log, partition(), FIRST)) {
      List<HubEvent> events = reader.next(5_000);
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).sequence()).isEqualTo(i);
        assertThat(events.get(i).message().body().text()).isEqualTo("m" + i);
        if (i > 0) {
          assertThat(events.get(i).offset()).isGreaterThan(events.get(i - 1).offset());
        }
      }
    }
  }

  @Test
  void a_module_goes_with_its_device_and_devices_are_spread() {
    send("own");
    log.append(from(TwinAddress.module("d", "m")), DeviceMessage.of(Bytes.EMPTY))
        .join();
    assertThat(log.state(partition()).last()).isOne();
    for (int i = 0; i < 100; i++) {
      log.append(from(TwinAddress.device("device" + i)), DeviceMessage.of(Bytes.EMPTY))
          .join();
    }
    assertThat(IntStream.range(0, 4)).allMatch(p -> !log.state(p).isEmpty());
  }

  @Test
  void readers_get_what_they_ask_for_and_then_what_comes() throws InterruptedException {
    int partition = send("a");
    try (Read first = new Read(log, partition, FIRST);
        Read late = new Read(log, partition, new EventPosition.Latest())) {
      assertThat(first.bodies(1)).containsExactly("a");
      send("b");
      send("c");
      assertThat(late.bodies(1)).containsExactly("b");
      assertThat(first.unasked()).isZero();
      assertThat(first.bodies(2)).containsExactly("b", "c");
    }
  }

  @Test
  void a_reader_begins_where_it_wants() throws InterruptedException {
    int partition = 0;
    List<Long> offsets = new ArrayList<>();
    for (String body : List.of("a", "b", "c")) {
      partition = send(body);
      offsets.add(log.state(partition).lastOffset());
      now = now.plusSeconds(1);
    }
    assertBeginsWith(partition, new EventPosition.AtOffset(offsets.get(0), false), "b");
    assertBeginsWith(partition, new EventPosition.AtOffset(offsets.get(0), true), "a");
    assertBeginsWith(partition, new EventPosition.AtOffset(-1, false), "a");
    assertBeginsWith(partition, new EventPosition.AtSequence(1, true), "b");
    assertBeginsWith(partition, new EventPosition.AtSequence(1, false), "c");
    assertBeginsWith(partition, new EventPosition.AtSequence(-1, false), "a");
    assertBeginsWith(partition, new EventPosition.AtTime(START, false), "b");
    assertBeginsWith(partition, new EventPosition.AtTime(START, true), "a");
    assertBeginsWith(partition, new EventPosition.AtTime(Instant.EPOCH, false), "a");
  }

  private void assertBeginsWith(int partition, EventPosition position, String body)
      throws InterruptedException {
    try (Read reader = new Read(log, partition, position)) {
      assertThat(reader.bodies(1)).as("from %s", position).containsExactly(body);
    }
  }

  @Test
  void an_offset_beyond_the_end_is_refused_with_the_last_one() {
    int partition = send("a");
    long last = log.state(partition).lastOffset();
    assertThatThrownBy(
            () -> log.read(partition, new EventPosition.AtOffset(last + 1, false), event -> {}))
        .isInstanceOf(HubException.class)
        .hasMessage("The supplied offset '%d' is invalid. The last offset in the system is '%d'"
            .formatted(last + 1, last));
  }

  @Test
  void a_partition_that_is_not_there_is_refused() {
    for (int number : List.of(-1, 4, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> log.state(number))
          .isInstanceOfSatisfying(
              HubException.class,
              refusal ->
                  assertThat(refusal.error()).isEqualTo(EventError.noSuchPartition(number, 4)));
    }
    assertThat(log.state(3)).isEqualTo(PartitionState.NEW);
  }

  @Test
  void times_never_fall_though_the_clock_does() throws InterruptedException {
    int partition = send("a");
    now = START.minusSeconds(60);
    send("b");
    try (Read reader = new Read(log, partition, FIRST)) {
      assertThat(reader.next(2)).extracting(HubEvent::enqueued).containsExactly(START, START);
    }
  }

  @Test
  void old_events_go_and_numbers_go_on() throws InterruptedException {
    reopen(new Retention(Duration.ofHours(1), Retention.MEMORY_BYTES_DEFAULT));
    int partition = send("a");
    now = now.plus(Duration.ofMinutes(61));
    send("b");
    awaitFirst(partition, 1);
    try (Read reader = new Read(log, partition, FIRST)) {
      assertThat(reader.next(1)).extracting(HubEvent::sequence).containsExactly(1L);
    }
    now = now.plus(Duration.ofMinutes(61));
    awaitFirst(partition, 2);
    assertThat(log.state(partition).isEmpty()).isTrue();
    send("c");
    assertThat(log.state(partition).last()).isEqualTo(2);
  }

  @Test
  void many_events_push_out_the_oldest() throws InterruptedException {
    reopen(new Retention(Duration.ofDays(1), 4 * 40_000L));
    sendAll(1_000);
    int partition = partition();
    awaitFirst(partition, 800);
    assertThat(log.state(partition).last()).isEqualTo(999);
    try (Read reader = new Read(log, partition, FIRST)) {
      assertThat(reader.next(50)).allMatch(event -> event.sequence() >= 800);
    }
  }

  /** Waits until the oldest event that is kept has this number or a higher one. */
  private void awaitFirst(int partition, long number) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(20);
    while (log.state(partition).first() < number) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void the_end_of_the_log_is_behind_the_events_of_the_hub_itself_that_it_has_taken()
      throws InterruptedException {
    EventOrigin origin = EventOrigin.of(EventSource.TWIN_CHANGES, TwinAddress.device("d"));
    for (int number = 1; number <= 20; number++) {
      DeviceMessage message = DeviceMessage.ofJson(Integer.toString(number));
      var unused = log.appendOwn(number, origin, message, EventDocument.of(origin, message));
    }
    assertThat(IntStream.range(0, 4).mapToLong(p -> log.settledState(p).last()).max())
        .hasValue(19);
    DeviceMessage more = DeviceMessage.ofJson("21");
    var unused = log.appendOwn(21, origin, more, EventDocument.of(origin, more));
    int partition =
        IntStream.range(0, 4).filter(p -> log.state(p).last() >= 0).findFirst().orElseThrow();
    try (Read reader = new Read(log, partition, new EventPosition.Latest())) {
      log.append(from(TwinAddress.device("d")), DeviceMessage.ofJson("22")).join();
      assertThat(reader.next(1)).extracting(HubEvent::sequence).containsExactly(21L);
    }
  }
}
