package io.twinhub.local.engine.hub;

import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The process that is killed. It writes as fast as it can and tells each answer in a line: {@code wrote
 * DEVICE COUNTER}, {@code created DEVICE GENERATION}, {@code deleted DEVICE}.
 */
final class KilledHub {
  /** How many threads count up in even rounds, each in a twin of its own: each batch is committed alone. */
  private static final int FEW_WRITERS = 4;

  /** How many do in odd rounds: several batches are under way, and are committed together. */
  private static final int MANY_WRITERS = 48;

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final LocalHub hub;

  private KilledHub(LocalHub hub) {
    this.hub = hub;
  }

  /** Runs on the file {@code args[0]} until it is killed; {@code args[1]} names the round. */
  public static void main(String[] args) {
    LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(Path.of(args[0])));
    KilledHub killed = new KilledHub(hub);
    int writers = Integer.parseInt(args[1]) % 2 == 0 ? FEW_WRITERS : MANY_WRITERS;
    for (int i = 0; i < writers; i++) {
      TwinAddress address = TwinAddress.device("writer-" + i);
      new Thread(() -> killed.count(address)).start();
    }
    killed.createAndDelete("edge-" + args[1] + "-");
  }

  private void count(TwinAddress address) {
    if (hub.identities().find(address).isEmpty()) {
      hub.identities().create(IdentityRequest.withKeys(address));
    }
    long counter = hub.twins().find(address).map(KilledHub::counter).orElse(0L);
    while (true) {
      counter++;
      // Twins of all sizes, so that pages split and merge; all of its places tell the counter.
      String padding = "x".repeat((int) (counter * 37 % 3000));
      JsonObject values =
          JsonObject.builder().put("n", counter).put("padding", padding).build();
      hub.twins()
          .patch(
              address,
              PatchDocument.patch(JsonObject.builder()
                  .put("tags", JsonObject.of("n", JsonNumber.of(counter)))
                  .put("properties", JsonObject.of("desired", values))
                  .build()),
              IfMatch.any());
      tell("wrote %s %d".formatted(address, counter));
    }
  }

  /** What the twin's tags say. */
  static long counter(Twin twin) {
    return twin.tags().values().find("n").orElse(JsonNumber.of(0)) instanceof JsonNumber number
        ? number.longValue()
        : -1;
  }

  /** Each device is deleted after the next one was created: there is one at any time. */
  private void createAndDelete(String prefix) {
    for (long i = 0; true; i++) {
      TwinAddress address = TwinAddress.device(prefix + i);
      RegisteredIdentity made = hub.identities().create(edge(address));
      tell("created %s %s".formatted(address, made.identity().generationId()));
      if (i > 0) {
        TwinAddress older = TwinAddress.device(prefix + (i - 1));
        hub.identities().delete(older, IfMatch.any());
        tell("deleted " + older);
      }
    }
  }

  private static IdentityRequest edge(TwinAddress address) {
    return new IdentityRequest(
        address,
        new IdentityRequest.Credentials.Unchanged(),
        DeviceStatus.ENABLED,
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
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
