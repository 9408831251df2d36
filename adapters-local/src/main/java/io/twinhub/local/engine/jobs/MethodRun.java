package io.twinhub.local.engine.jobs;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.DeviceJobStatus;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodError;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls the devices of a job: each as soon as it takes calls. That a device is called is committed before it
 * is called, so that no device is called again after a crash.
 */
final class MethodRun {
  /** How many devices a job calls at once, so that its answers do not fill the memory. */
  static final int CALLS_MAX = 1_000;

  /** The largest answer that a job keeps, in bytes of JSON. This limit is ours. */
  static final int ANSWER_BYTES_MAX = 4 * 1024;

  private static final Duration BUSY_WAIT = Duration.ofMillis(100);

  private final HeldJob held;
  private final JobWork.CallMethod work;
  private final Running running;

  /** For the thread of jobs only. */
  private final Queue<Call> ready = new ArrayDeque<>();

  private final Queue<Call> arrived = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> answered = new ConcurrentLinkedQueue<>();
  private final List<HeldJob.Step> steps = new ArrayList<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Set<Call> waiting = new HashSet<>();
  private int part;
  private int calling;

  /**
   * A device that is to be called.
   *
   * @param until how long to wait for it to connect
   * @param taken completes when it takes calls
   */
  private record Call(DeviceEntry entry, Instant until, CompletableFuture<?> taken) {}

  MethodRun(HeldJob held, JobWork.CallMethod work, Running running) {
    this.held = held;
    this.work = work;
    this.running = running;
  }

  /** Begins: those devices that were called before a restart are not called again. */
  void begin() {
    List<HeldJob.Step> lost = new ArrayList<>();
    held.parts().stream()
        .flatMap(JobPart::open)
        .filter(entry -> entry.status() == DeviceJobStatus.RUNNING)
        .forEach(
            entry -> lost.add(HeldJob.Step.failed(entry, Optional.of(JobError.interrupted()))));
    note(lost);
    expectNext();
  }

  /** Waits for the devices of the next part. */
  private void expectNext() {
    if (part == held.parts().size() || held.isOver()) {
      return;
    }
    expect(held.parts().get(part++).scheduled().toList());
    running.thread().execute(this::expectNext);
  }

  private void expect(List<DeviceEntry> entries) {
    Instant now = running.clock().instant();
    Instant deadline = held.visible().deadline();
    Instant until = work.connectTimeout()
        .map(now::plus)
        .filter(time -> time.isBefore(deadline))
        .orElse(deadline);
    List<Call> calls = new ArrayList<>();
    for (DeviceEntry entry : entries) {
      Call call = new Call(entry, until, running.hub().methods().expect(entry.address()));
      calls.add(call);
      waiting.add(call);
      var unused = call.taken().thenRun(() -> {
        arrived.add(call);
        wake();
      });
    }
    if (until.isBefore(deadline)) {
      running.later(Duration.between(now, until), () -> giveUp(calls));
    }
  }

  private void giveUp(List<Call> calls) {
    List<HeldJob.Step> late = new ArrayList<>();
    for (Call call : calls) {
      if (call.taken().cancel(false)) {
        waiting.remove(call);
        late.add(notOnline(call.entry()));
      }
    }
    note(late);
  }

  private HeldJob.Step notOnline(DeviceEntry entry) {
    String message =
        MethodError.notOnline(work.connectTimeout().orElse(Duration.ZERO)).message();
    return HeldJob.Step.failed(entry, JobRecord.failure(ErrorCode.DEVICE_NOT_ONLINE, message));
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      running.thread().execute(this::turn);
    }
  }

  /** Notes the answers that came in, and calls the devices that may be called. */
  private void turn() {
    awake.set(false);
    for (Runnable answer = answered.poll(); answer != null; answer = answered.poll()) {
      answer.run();
    }
    List<HeldJob.Step> came = List.copyOf(steps);
    steps.clear();
    note(came);
    for (Call call = arrived.poll(); call != null; call = arrived.poll()) {
      waiting.remove(call);
      ready.add(call);
    }
    callNext();
  }

  private void callNext() {
    int room = Math.min(CALLS_MAX - calling, ready.size());
    int paced = held.isOver() || room == 0 ? 0 : running.pace().take(room);
    List<Call> next = new ArrayList<>();
    for (int i = 0; i < paced; i++) {
      next.add(ready.remove());
    }
    List<HeldJob.Step> begun = new ArrayList<>();
    for (Call call : next) {
      if (call.entry().status() == DeviceJobStatus.SCHEDULED) {
        begun.add(HeldJob.Step.to(call.entry(), DeviceJobStatus.RUNNING));
      }
    }
    note(begun);
    next.forEach(this::invoke);
    if (!ready.isEmpty() && calling < CALLS_MAX && !held.isOver()) {
      running.later(running.pace().untilNext(), this::wake);
    }
  }

  private void invoke(Call call) {
    if (call.entry().status() != DeviceJobStatus.RUNNING || held.isOver()) {
      return;
    }
    calling++;
    Duration left = Duration.between(running.clock().instant(), call.until());
    var unused = running
        .hub()
        .methods()
        .invoke(call.entry().address(), work.waiting(left.isNegative() ? Duration.ZERO : left))
        .whenComplete((answer, failure) -> {
          answered.add(failure == null ? () -> done(call, answer) : () -> failed(call, failure));
          wake();
        });
  }

  private void done(Call call, MethodAnswer answer) {
    calling--;
    steps.add(new HeldJob.Step(
        call.entry(),
        DeviceJobStatus.COMPLETED,
        Optional.of(new DeviceJob.Outcome(answer.status(), kept(answer))),
        Optional.empty()));
  }

  private void failed(Call call, Throwable failure) {
    calling--;
    HubException refusal = refusal(failure);
    boolean mayWait = running.clock().instant().isBefore(call.until());
    if (refusal.code() == ErrorCode.THROTTLING) {
      running.later(BUSY_WAIT, () -> {
        arrived.add(call);
        wake();
      });
    } else if (refusal.code() == ErrorCode.DEVICE_NOT_ONLINE && mayWait) {
      steps.add(HeldJob.Step.to(call.entry(), DeviceJobStatus.SCHEDULED));
      running.thread().execute(() -> expect(List.of(call.entry())));
    } else {
      steps.add(HeldJob.Step.failed(
          call.entry(), JobRecord.failure(refusal.code(), refusal.error().message())));
    }
  }

  private static HubException refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof HubException refusal) {
      return refusal;
    }
    throw new IllegalStateException(cause);
  }

  private static JsonValue kept(MethodAnswer answer) {
    return answer.payload().json().size() > ANSWER_BYTES_MAX
        ? JsonNull.NULL
        : JsonText.parse(answer.payload().json().toArray());
  }

  /** Commits what became of devices, except of those that have ended meanwhile. */
  private void note(List<HeldJob.Step> happened) {
    if (happened.isEmpty()) {
      return;
    }
    running.thread().apply(tx -> {
      List<HeldJob.Step> news = happened.stream()
          .filter(step -> !step.entry().status().isEnd())
          .filter(step -> step.entry().status() != step.to())
          .toList();
      if (!news.isEmpty()) {
        held.note(tx, news, running.table());
        tx.onPublished(() -> news.forEach(this::tell));
      }
      return news.size();
    });
    running.ended(held);
  }

  private void tell(HeldJob.Step step) {
    if (step.to().isEnd()) {
      Outcome outcome = step.error()
          .<Outcome>map(
              error -> new Outcome.Refused(JobRecord.code(error.code()), error.description()))
          .orElseGet(() -> new Outcome.Done(
              "status " + step.outcome().map(DeviceJob.Outcome::status).orElse(0)));
      running.note(held, OperationKind.INVOKE, step.entry().address(), outcome);
    }
  }

  /** Waits for no more devices. */
  void stop() {
    waiting.forEach(call -> call.taken().cancel(false));
    waiting.clear();
    ready.clear();
  }

  /** Why a device is not done when the time of the job is over. */
  HeldJob.Step late(DeviceEntry entry) {
    if (entry.status() == DeviceJobStatus.RUNNING) {
      String message = MethodError.noAnswer(work.responseTimeout()).message();
      return HeldJob.Step.failed(entry, JobRecord.failure(ErrorCode.GATEWAY_TIMEOUT, message));
    }
    return notOnline(entry);
  }
}
