package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub with messages under way is killed with SIGKILL again and again: no message that was accepted is lost,
 * none that was completed comes back, and delivery counts are right. 200 rounds: {@code mvn -pl
 * adapters-local -am test -Dtest=MessageKillTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtwinhub.kill.rounds=200}.
 */
@DisabledOnOs(OS.WINDOWS)
class MessageKillTest {
  private static final int ROUNDS = Integer.getInteger("twinhub.kill.rounds", 6);
  private static final int LINES_MAX = 500;
  private static final long SEED = Long.getLong("twinhub.kill.seed", System.nanoTime());

  @TempDir
  private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Messages by device and id: those of which it is certain that they wait, and how often abandoned. */
  private final Map<String, Integer> waiting = new LinkedHashMap<>();

  /** Messages of which it was certain that they had gone. */
  private final Set<String> gone = new HashSet<>();

  /** What the killed hub had begun and not answered: it may have happened. */
  private final Map<String, String> doubtful = new HashMap<>();

  private void told(String line) {
    String[] words = line.split(" ", -1);
    String message = words[1] + " " + words[2];
    switch (words[0]) {
      case "sending" -> doubtful.put(message, "SEND");
      // The device may have it before its sender is told.
      case "sent" -> {
        doubtful.remove(message, "SEND");
        if (!gone.contains(message)) {
          waiting.putIfAbsent(message, 0);
        }
      }
      case "settling" -> {
        assertThat(gone.contains(message)).as("%s came again", message).isFalse();
        waiting.merge(message, Integer.parseInt(words[4]), (before, now) -> {
          assertThat(now).as("delivery count of %s", message).isEqualTo(before);
          return now;
        });
        doubtful.put(message, words[3]);
      }
      case "settled" -> {
        doubtful.remove(message);
        if (words[3].equals("COMPLETE")) {
          waiting.remove(message);
          gone.add(message);
        } else {
          waiting.put(message, Integer.parseInt(words[4]) + 1);
        }
      }
      default -> throw new IllegalArgumentException(line);
    }
  }

  private void killed(Path file, int round) throws IOException, InterruptedException {
    new KilledProcess(folder, KilledMessagesHub.class, random)
        .run(random.nextInt(LINES_MAX), this::told, file.toString(), "r" + round);
  }

  /** What the file holds now, by device and id. */
  private static Map<String, Integer> kept(Path file) {
    Map<String, Integer> kept = new LinkedHashMap<>();
    try (LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(file))) {
      for (int i = 0; i < KilledMessagesHub.DEVICES; i++) {
        TwinAddress device = TwinAddress.device("d" + i);
        Optional<QueuedMessage> next = hub.identities().find(device).isEmpty()
            ? Optional.empty()
            : hub.inbox().receive(device, MessageLimits.LOCK_MAX);
        while (next.isPresent()) {
          QueuedMessage message = next.get();
          String id = message.message().system().messageId().orElseThrow();
          kept.put(device + " " + id, message.deliveryCount());
          next = hub.inbox().receive(device, MessageLimits.LOCK_MAX);
        }
      }
    }
    return kept;
  }

  private void check(Map<String, Integer> kept) {
    assertThat(kept.keySet().stream().filter(gone::contains)).isEmpty();
    waiting.forEach((message, count) -> {
      Optional<String> begun = Optional.ofNullable(doubtful.get(message));
      Optional<Integer> found = Optional.ofNullable(kept.get(message));
      if (begun.equals(Optional.of(Settlement.COMPLETE.name()))) {
        found.ifPresent(there -> assertThat(there).isEqualTo(count));
      } else if (begun.equals(Optional.of(Settlement.ABANDON.name()))) {
        assertThat(found.orElse(-1)).as(message).isBetween(count, count + 1);
      } else {
        assertThat(found).as(message).contains(count);
      }
    });
    kept.forEach((message, count) -> assertThat(
            waiting.containsKey(message) || doubtful.containsKey(message))
        .as(message)
        .isTrue());
  }

  /** Nothing is doubtful any more: what the file holds is what there is. */
  private void goOnWith(Map<String, Integer> kept) {
    doubtful.keySet().stream().filter(message -> !kept.containsKey(message)).forEach(gone::add);
    doubtful.clear();
    waiting.clear();
    waiting.putAll(kept);
  }

  @Test
  void no_accepted_message_is_lost_and_no_completed_one_comes_back()
      throws IOException, InterruptedException {
    System.out.println("message kill test: seed " + SEED + ", rounds " + ROUNDS);
    Path file = folder.resolve("twins.db");
    for (int round = 0; round < ROUNDS; round++) {
      killed(file, round);
      Map<String, Integer> kept = kept(file);
      check(kept);
      goOnWith(kept);
    }
    System.out.println("message kill test: " + gone.size() + " completed messages");
    assertThat(gone).hasSizeGreaterThan(ROUNDS);
  }
}
