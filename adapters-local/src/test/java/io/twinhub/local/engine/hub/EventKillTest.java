package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.change.TwinNotification;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.local.engine.events.Read;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub with telemetry and routed changes of twins under way is killed with SIGKILL again and again: no message that
 * was acknowledged is lost, sequence numbers have no hole and no double, and each version of a twin has exactly one
 * event. 200 rounds: {@code mvn -pl adapters-local -am test -Dtest=EventKillTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtwinhub.kill.rounds=200}.
 */
@DisabledOnOs(OS.WINDOWS)
class EventKillTest {
  private static final int ROUNDS = Integer.getInteger("twinhub.kill.rounds", 6);
  private static final int LINES_MAX = 600;
  private static final long SEED = Long.getLong("twinhub.kill.seed", System.nanoTime());

  @TempDir
  private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Messages that were acknowledged, and of which no event was seen yet. */
  private final Set<String> acknowledged = new HashSet<>();

  /** Messages of which an event was seen. */
  private final Set<String> seen = new HashSet<>();

  /** The versions that were answered, by device. */
  private final Map<String, Long> answered = new HashMap<>();

  /** The versions of the events that were seen, by device; the first has no event: nothing was routed yet. */
  private final Map<String, Long> told = new HashMap<>();

  /** The number of the next event of each partition. */
  private final Map<Integer, Long> next = new HashMap<>();

  private void heard(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("sent")) {
      acknowledged.add(words[1] + " " + words[2]);
    } else {
      answered.merge(words[1], Long.parseLong(words[2]), Math::max);
    }
  }

  private void killed(int round) throws IOException, InterruptedException {
    new KilledProcess(folder, KilledEventsHub.class, random)
        .run(random.nextInt(LINES_MAX), this::heard, folder.toString(), "r" + round);
  }

  private void check() throws InterruptedException {
    try (LocalHub hub = KilledEventsHub.open(folder)) {
      hub.settleEvents();
      for (int partition = 0; partition < hub.events().partitions(); partition++) {
        checkPartition(hub, partition);
      }
      acknowledged.removeAll(seen);
      assertThat(acknowledged).as("acknowledged and lost").isEmpty();
      answered.forEach((device, version) -> {
        TwinAddress address = TwinAddress.device(device);
        long now = hub.twins().find(address).orElseThrow().version().value();
        assertThat(now).as("version of %s", device).isGreaterThanOrEqualTo(version);
        assertThat(told.get(device)).as("the last event of %s", device).isEqualTo(now);
      });
    }
  }

  private void checkPartition(LocalHub hub, int partition) throws InterruptedException {
    PartitionState state = hub.events().state(partition);
    long from = next.getOrDefault(partition, 0L);
    int count = (int) (state.last() + 1 - from);
    try (Read read = new Read(hub.events(), partition, new EventPosition.AtSequence(from, true))) {
      for (HubEvent event : read.next(count)) {
        assertThat(event.sequence()).as("sequence of partition %d", partition).isEqualTo(from++);
        check(event);
      }
    }
    next.put(partition, from);
  }

  private void check(HubEvent event) {
    String device = event.origin().address().toString();
    if (event.origin().source() == EventSource.TELEMETRY) {
      String id = device + " " + event.message().find(SystemProperty.MESSAGE_ID).orElseThrow();
      assertThat(seen.add(id)).as("%s is there once", id).isTrue();
      return;
    }
    long version = TwinNotification.read(
            event.origin(),
            event.message(),
            JsonText.parseObject(event.message().body().toArray()))
        .orElseThrow()
        .version()
        .value();
    Optional.ofNullable(told.put(device, version))
        .ifPresent(before -> assertThat(version).as("events of %s", device).isEqualTo(before + 1));
  }

  @Test
  void nothing_acknowledged_is_lost_and_each_version_has_one_event()
      throws IOException, InterruptedException {
    System.out.println("event kill test: seed " + SEED + ", rounds " + ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      killed(round);
      check();
    }
    System.out.println("event kill test: %d messages and %d versions"
        .formatted(
            seen.size(), told.values().stream().mapToLong(Long::longValue).sum()));
    assertThat(seen).hasSizeGreaterThan(ROUNDS);
    assertThat(told).hasSize(KilledEventsHub.DEVICES);
  }
}
