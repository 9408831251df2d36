package io.twinhub.local.engine.jobs;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.DeviceJobStatus;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinUpdate;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.writer.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patches the twins of a job, part by part: a part and its twins are committed together. */
final class TwinRun {
  private final HeldJob held;
  private final JobWork.UpdateTwin work;
  private final Running running;
  private int part;

  TwinRun(HeldJob held, JobWork.UpdateTwin work, Running running) {
    this.held = held;
    this.work = work;
    this.running = running;
  }

  /** Patches the next twins, then gives way to other jobs. */
  void step() {
    while (part < held.parts().size() && held.parts().get(part).open().findAny().isEmpty()) {
      part++;
    }
    if (part == held.parts().size() || held.isOver()) {
      return;
    }
    JobPart current = held.parts().get(part);
    int room = running.pace().take((int) current.open().count());
    if (room > 0) {
      running.thread().apply(tx -> patch(tx, current, room));
      running.ended(held);
    }
    running.again(this::step);
  }

  private int patch(Transaction tx, JobPart current, int room) {
    List<HeldJob.Step> steps = new ArrayList<>();
    List<Runnable> notes = new ArrayList<>();
    current.open().limit(room).forEach(entry -> {
      Outcome outcome = patch(tx, entry.address());
      steps.add(
          outcome instanceof Outcome.Refused refused
              ? HeldJob.Step.failed(entry, JobRecord.failure(refused.code(), refused.reason()))
              : HeldJob.Step.to(entry, DeviceJobStatus.COMPLETED));
      notes.add(() -> running.note(held, OperationKind.PATCH_TWIN, entry.address(), outcome));
    });
    held.note(tx, steps, running.table());
    tx.onPublished(() -> notes.forEach(Runnable::run));
    return steps.size();
  }

  private Outcome patch(Transaction tx, TwinAddress address) {
    Optional<Registration> found = tx.find(address);
    if (found.isEmpty()) {
      HubError missing = address.notFound();
      return new Outcome.Refused(missing.code(), missing.message());
    }
    try {
      TwinUpdate update = found
          .get()
          .twin()
          .patched(work.patch(), IfMatch.any(), tx.now(), running.hub().rules());
      if (update.changed()) {
        tx.put(
            found.get().with(update.after()),
            new TwinChange.Written(TwinChange.Kind.PATCH, update, tx.now()));
      }
      return new Outcome.Done("version " + update.after().version());
    } catch (HubException refusal) {
      return new Outcome.Refused(refusal.code(), refusal.error().message());
    }
  }
}
