package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of one queue, each step compared with {@link MessageModel}. A seed that failed goes into
 * {@code -Dtwinhub.history.seed}.
 */
class MessageHistoriesTest {
  private static final long SEED = Long.getLong("twinhub.history.seed", System.nanoTime());
  private static final TwinAddress DEVICE = TwinAddress.device("d");
  private static final int STEPS = 1500;
  private static final List<Settlement> SETTLEMENTS = List.of(Settlement.values());

  /** Every history reaches each of these. */
  private static final List<String> ENDS =
      List.of("SUCCESS", "EXPIRED", "DELIVERY_COUNT_EXCEEDED", "REJECTED", "PURGED");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final ManualTimes times = new ManualTimes();
  private final MessageModel model = new MessageModel();
  private final List<LockToken> tokens = new ArrayList<>();
  private int sent;

  @TempDir
  private Path folder;

  @Test
  void every_history_in_memory_is_that_of_the_model() {
    System.out.println("message histories: seed " + SEED);
    MemoryJournal journal = new MemoryJournal();
    run(() -> journal, STEPS);
  }

  @Test
  void every_history_on_disk_is_that_of_the_model() {
    System.out.println("message histories on disk: seed " + SEED);
    run(() -> SqliteJournal.open(folder.resolve("twins.db")), STEPS / 3);
  }

  private LocalHub start(Supplier<Journal> journal) {
    return new LocalHub(
        TwinRules.DEFAULT,
        new HubSources(times, times),
        HubStorage.of(journal.get()),
        Optional.empty());
  }

  private void run(Supplier<Journal> journal, int steps) {
    LocalHub hub = start(journal);
    hub.identities().create(IdentityRequest.withKeys(DEVICE));
    // Waves, so that the queue is full and empty in turn, whatever the seed.
    for (int i = 0; i < steps; i++) {
      step(hub, (i / 100) % 2 == 0);
      if (random.nextInt(200) == 0) {
        hub.close();
        model.restart();
        hub = start(journal);
      }
      model.at(times.instant());
      assertThat(count(hub)).isEqualTo(model.count());
    }
    ends(hub);
    assertThat(told(hub)).isEqualTo(model.told);
    assertThat(ENDS).allMatch(end -> model.told.stream().anyMatch(line -> line.endsWith(end)));
    hub.close();
  }

  private void step(LocalHub hub, boolean rising) {
    int choice = random.nextInt(100);
    if (choice < (rising ? 60 : 10)) {
      send(hub);
    } else if (choice < 75) {
      receive(hub);
    } else if (choice < 95) {
      settle(hub, token());
    } else if (choice < 99) {
      pass(hub, random.nextInt(1, 40));
    } else if (random.nextInt(5) == 0) {
      assertThat(hub.messages().purge(DEVICE)).isEqualTo(model.purge(times.instant()));
    }
  }

  /** One of each end, should chance have left one out. */
  private void ends(LocalHub hub) {
    assertThat(hub.messages().purge(DEVICE)).isEqualTo(model.purge(times.instant()));
    for (int i = 0; i < 12; i++) {
      send(hub);
    }
    pass(hub, 120);
    send(hub, times.instant().plusSeconds(60));
    for (int i = 0; i < 10; i++) {
      receive(hub);
      settle(hub, tokens.get(tokens.size() - 1), Settlement.ABANDON);
    }
    for (Settlement settlement : List.of(Settlement.COMPLETE, Settlement.REJECT)) {
      send(hub, times.instant().plusSeconds(60));
      receive(hub);
      settle(hub, tokens.get(tokens.size() - 1), settlement);
    }
    send(hub, times.instant().plusSeconds(60));
    assertThat(hub.messages().purge(DEVICE)).isEqualTo(model.purge(times.instant()));
  }

  /** Second by second, since messages end in the order of their times. */
  private void pass(LocalHub hub, int seconds) {
    for (int i = 0; i < seconds; i++) {
      times.pass(Duration.ofSeconds(1));
      settleWriter(hub);
      model.at(times.instant());
    }
  }

  /** What was posted when time passed is done: the writer keeps the order. */
  private static void settleWriter(LocalHub hub) {
    hub.inbox().receive(marker(hub), MessageLimits.LOCK_DEFAULT);
  }

  private static TwinAddress marker(LocalHub hub) {
    TwinAddress marker = TwinAddress.device("marker");
    if (hub.identities().find(marker).isEmpty()) {
      hub.identities().create(IdentityRequest.withKeys(marker));
    }
    return marker;
  }

  private void send(LocalHub hub) {
    send(hub, times.instant().plusSeconds(random.nextInt(-1, 100)));
  }

  private void send(LocalHub hub, Instant expires) {
    String id = "m" + sent++;
    CloudMessage message = CloudMessage.to(DEVICE)
        .messageId(id)
        .ack(MessageAck.FULL)
        .expiry(expires)
        .property("n", id)
        .body(new byte[random.nextInt(20)])
        .build();
    assertThat(refusal(() -> hub.messages().send(message)))
        .isEqualTo(model.send(id, expires, times.instant()));
  }

  private void receive(LocalHub hub) {
    Duration lock = Duration.ofSeconds(random.nextInt(5, 90));
    Optional<QueuedMessage> got = hub.inbox().receive(DEVICE, lock);
    LockToken token = got.map(QueuedMessage::token).orElse(new LockToken(new UUID(0, 0)));
    assertThat(got.map(message ->
            message.message().system().messageId().orElseThrow() + " " + message.deliveryCount()))
        .isEqualTo(model.receive(token.toString(), lock, times.instant()));
    got.ifPresent(message -> tokens.add(token));
  }

  /** Mostly one of the latest, sometimes an old one. */
  private LockToken token() {
    int latest = Math.max(1, Math.min(tokens.size(), random.nextInt(10) == 0 ? 1000 : 4));
    return tokens.isEmpty()
        ? new LockToken(new UUID(1, 1))
        : tokens.get(tokens.size() - 1 - random.nextInt(latest));
  }

  private void settle(LocalHub hub, LockToken token) {
    Settlement settlement = SETTLEMENTS.get(random.nextInt(SETTLEMENTS.size()));
    settle(hub, token, random.nextBoolean() ? Settlement.ABANDON : settlement);
  }

  private void settle(LocalHub hub, LockToken token, Settlement settlement) {
    assertThat(refusal(() -> hub.inbox().settle(DEVICE, token, settlement)))
        .isEqualTo(model.settle(token.toString(), settlement, times.instant()));
  }

  private static Optional<ErrorCode> refusal(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (HubException refusal) {
      return Optional.of(refusal.code());
    }
  }

  private static int count(LocalHub hub) {
    settleWriter(hub);
    return hub.twins().find(DEVICE).orElseThrow().root().connection().messageCount();
  }

  private List<String> told(LocalHub hub) {
    times.pass(MessageLimits.FEEDBACK_WAIT);
    List<String> told = new ArrayList<>();
    Optional<FeedbackBatch> batch = hub.messages().receiveFeedback();
    while (batch.isPresent()) {
      assertThat(batch.get().records()).hasSizeLessThanOrEqualTo(64);
      batch
          .get()
          .records()
          .forEach(
              record -> told.add(record.originalMessageId().orElseThrow() + " " + record.status()));
      hub.messages().settleFeedback(batch.get().token(), Settlement.COMPLETE);
      batch = hub.messages().receiveFeedback();
    }
    return told;
  }
}
