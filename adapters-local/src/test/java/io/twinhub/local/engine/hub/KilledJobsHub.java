package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The process that is killed while jobs run. It creates one job after the other, each of which gives all
 * twins a tag of its own, and tells what it sees of them in lines: {@code created ID}, {@code seen ID COUNT}.
 */
final class KilledJobsHub {
  static final int DEVICES = 2_000;

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private KilledJobsHub() {}

  /** Runs on the file {@code args[0]} until it is killed; {@code args[1]} names the round. */
  public static void main(String[] args) {
    LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(Path.of(args[0])));
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress device = device(i);
      if (hub.identities().find(device).isEmpty()) {
        hub.identities().create(IdentityRequest.withKeys(device));
      }
    }
    for (int i = 0; true; i++) {
      String id = "%s-%d".formatted(args[1], i);
      hub.jobs().create(request(id));
      tell("created " + id);
      Job job = hub.jobs().find(new JobId(id)).orElseThrow();
      int seen = -1;
      while (!job.status().isEnd()) {
        if (job.statistics().succeeded() > seen) {
          seen = job.statistics().succeeded();
          tell("seen %s %d".formatted(id, seen));
        }
        Thread.onSpinWait();
        job = hub.jobs().find(new JobId(id)).orElseThrow();
      }
      tell("seen %s %d".formatted(id, job.statistics().succeeded()));
    }
  }

  static TwinAddress device(int number) {
    return TwinAddress.device("d" + number);
  }

  static JobRequest request(String id) {
    JsonObject tag = JsonObject.builder().put("t-" + id, 1).build();
    return JobRequest.now(id, new JobWork.UpdateTwin(TwinPatch.ofTags(tag)), "*");
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
