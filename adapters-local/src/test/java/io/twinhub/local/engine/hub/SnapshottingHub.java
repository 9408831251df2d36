package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SnapshotFacts;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The process that is killed while it makes and restores snapshots. Each is of one value in all twins, and
 * named by it. It tells {@code created VALUE}, {@code restoring VALUE} and {@code restored VALUE}.
 */
final class SnapshottingHub {
  static final int DEVICES = 60;

  private static final int SNAPSHOTS = 4;

  private final LocalHub hub;

  private SnapshottingHub(LocalHub hub) {
    this.hub = hub;
  }

  /** Runs on the file {@code args[0]} until it is killed; {@code args[1]} is the first value. */
  public static void main(String[] args) {
    SnapshottingHub killed = new SnapshottingHub(
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(Path.of(args[0]))));
    for (int value = Integer.parseInt(args[1]); true; value++) {
      killed.run(value);
    }
  }

  private void run(int value) {
    for (int i = 0; i < DEVICES; i++) {
      write(TwinAddress.device("d" + i), value);
    }
    hub.snapshots().create(Integer.toString(value));
    System.out.println("created " + value);
    List<String> names =
        hub.snapshots().list().stream().map(SnapshotFacts::name).sorted().toList();
    for (String name : names) {
      System.out.println("restoring " + name);
      hub.snapshots().restore(name);
      System.out.println("restored " + name);
    }
    System.out.println("writing " + (value + 1));
    // Whoever was killed before this has left one more.
    for (String oldest : names.subList(0, Math.max(0, names.size() - SNAPSHOTS + 1))) {
      hub.snapshots().delete(oldest);
    }
  }

  private void write(TwinAddress address, int value) {
    if (hub.identities().find(address).isEmpty()) {
      hub.identities().create(IdentityRequest.withKeys(address));
    }
    JsonObject values = JsonObject.of("v", JsonNumber.of(value));
    hub.twins().patch(address, TwinPatch.ofDesired(values), IfMatch.any());
  }
}
