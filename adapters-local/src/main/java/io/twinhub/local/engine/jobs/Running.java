package io.twinhub.local.engine.jobs;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What running jobs share.
 *
 * @param hub their hub
 * @param thread carries them out
 * @param table shows them
 * @param pace how fast they may be
 * @param onEnd told, on the thread, of a job that has ended
 */
record Running(JobHub hub, JobThread thread, JobTable table, Pace pace, Consumer<HeldJob> onEnd) {

  InstantSource clock() {
    return hub.sources().clock();
  }

  /** Does {@code step} on the thread as soon as the pace allows. */
  void again(Runnable step) {
    later(pace.untilNext(), step);
  }

  /** Does {@code step} on the thread after {@code wait}. */
  void later(Duration wait, Runnable step) {
    if (wait.isZero()) {
      thread.execute(step);
    } else {
      var unused = hub.sources().alarms().after(wait, () -> thread.execute(step));
    }
  }

  /** To be called after each piece of a job. */
  void ended(HeldJob held) {
    if (held.visible().status().isEnd()) {
      onEnd.accept(held);
    }
  }

  /** Notes what a job did with a device. */
  void note(HeldJob held, OperationKind kind, TwinAddress address, Outcome outcome) {
    Caller caller = new Caller("job " + held.visible().id(), Transport.IN_PROCESS);
    hub.gate().note(new Operation(caller, kind, Optional.of(address), ""), outcome);
  }
}
