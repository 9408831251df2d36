package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The process that is killed while messages are under way. Each device has one sender and one receiver; each
 * tells what it begins and what was answered in a line: {@code sending DEVICE ID}, {@code sent DEVICE ID},
 * {@code settling DEVICE ID HOW COUNT}, {@code settled DEVICE ID HOW COUNT}, with the delivery count before.
 */
final class KilledMessagesHub {
  static final int DEVICES = 6;

  /** So few that the queue never refuses. */
  private static final int WAITING_MAX = MessageLimits.QUEUE_DEPTH_MAX - 1;

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final LocalHub hub;
  private final String round;

  private KilledMessagesHub(LocalHub hub, String round) {
    this.hub = hub;
    this.round = round;
  }

  /** Runs on the file {@code args[0]} until it is killed; {@code args[1]} names the round. */
  public static void main(String[] args) {
    LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(Path.of(args[0])));
    KilledMessagesHub killed = new KilledMessagesHub(hub, args[1]);
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress device = TwinAddress.device("d" + i);
      if (hub.identities().find(device).isEmpty()) {
        hub.identities().create(IdentityRequest.withKeys(device));
      }
      int seed = i;
      new Thread(() -> killed.send(device)).start();
      new Thread(() -> killed.receive(device, new SplittableRandom(seed))).start();
    }
  }

  private void send(TwinAddress device) {
    for (int i = 0; true; i++) {
      while (hub.twins().find(device).orElseThrow().root().connection().messageCount()
          >= WAITING_MAX) {
        Thread.onSpinWait();
      }
      String id = "%s-%d".formatted(round, i);
      tell("sending %s %s".formatted(device, id));
      hub.messages()
          .send(CloudMessage.to(device)
              .messageId(id)
              .ack(MessageAck.FULL)
              .body(new byte[i % 3000])
              .build());
      tell("sent %s %s".formatted(device, id));
    }
  }

  private void receive(TwinAddress device, SplittableRandom random) {
    while (true) {
      Optional<QueuedMessage> got = hub.inbox().receive(device, MessageLimits.LOCK_DEFAULT);
      got.ifPresent(message -> {
        // Rather few are abandoned, so that none is ten times.
        Settlement how = random.nextInt(5) == 0 ? Settlement.ABANDON : Settlement.COMPLETE;
        String what = "%s %s %s %d"
            .formatted(
                device,
                message.message().system().messageId().orElseThrow(),
                how,
                message.deliveryCount());
        tell("settling " + what);
        hub.inbox().settle(device, message.token(), how);
        tell("settled " + what);
      });
    }
  }

  /** In one write, so that a line is told whole or not at all. */
  private static void tell(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
