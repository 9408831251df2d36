package io.twinhub.local.engine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.local.engine.journal.SqliteEvents;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogOnDiskTest extends EventLogContract {
  private static final EventOrigin DEVICE =
      EventOrigin.of(EventSource.TELEMETRY, TwinAddress.device("d"));

  @TempDir
  private Path folder;

  @Override
  LocalEventLog open(Retention retention, InstantSource clock) {
    return over("events.db", retention, clock);
  }

  private LocalEventLog over(String file, Retention retention, InstantSource clock) {
    return LocalEventLog.over(SqliteEvents.open(folder.resolve(file), 4), retention, clock);
  }

  private LocalEventLog kept() {
    return over("kept.db", Retention.ON_DISK, InstantSource.system());
  }

  private static int partition(LocalEventLog log) {
    return IntStream.range(0, 4)
        .filter(p -> log.state(p).last() >= 0)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void another_start_goes_on_where_the_last_one_ended() throws InterruptedException {
    PartitionState before;
    try (LocalEventLog log = kept()) {
      log.append(DEVICE, DeviceMessage.ofJson("1").with("p", "v")).join();
      before = log.state(partition(log));
    }
    try (LocalEventLog log = kept();
        Read reader = new Read(log, partition(log), new EventPosition.Earliest())) {
      assertThat(log.state(partition(log))).isEqualTo(before);
      log.append(DEVICE, DeviceMessage.ofJson("2")).join();
      List<HubEvent> events = reader.next(2);
      assertThat(events).extracting(HubEvent::sequence).containsExactly(0L, 1L);
      assertThat(events.get(0).message().properties()).containsEntry("p", "v");
      assertThat(events.get(1).offset()).isGreaterThan(before.lastOffset());
    }
  }

  @Test
  void what_no_longer_stands_in_memory_is_read_from_disk() throws InterruptedException {
    DeviceMessage large = DeviceMessage.of(Bytes.of(new byte[200_000]));
    try (LocalEventLog log = kept()) {
      List<CompletableFuture<Void>> sent = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        sent.add(log.append(DEVICE, large));
      }
      sent.forEach(CompletableFuture::join);
      try (Read reader = new Read(log, partition(log), new EventPosition.Earliest())) {
        assertThat(reader.next(100)).extracting(HubEvent::sequence).isEqualTo(LongRange.to(100));
      }
    }
  }

  @Test
  void the_number_of_partitions_cannot_be_changed() {
    kept().close();
    assertThatThrownBy(() -> SqliteEvents.open(folder.resolve("kept.db"), 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "%s has 4 partitions, which cannot be changed; start with --partitions 4, or remove the"
                    .formatted(folder.resolve("kept.db"))
                + " file and its events");
  }

  /** The numbers from 0 on. */
  private static final class LongRange {
    static List<Long> to(int end) {
      return IntStream.range(0, end).mapToObj(Long::valueOf).toList();
    }
  }
}
