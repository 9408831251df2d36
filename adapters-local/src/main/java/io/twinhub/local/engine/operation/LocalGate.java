package io.twinhub.local.engine.operation;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.PatientThread;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.Outcome;
import io.twinhub.local.engine.alarm.Alarms;
import io.twinhub.local.engine.measure.OperationMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The gate of a hub in this process. */
public final class LocalGate implements OperationGate {
  /** How much longer than asked for a slow operation waits if its alarm does not ring. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final RecentOperations journal;
  private final Alarms alarms;
  private final List<OperationRule> rules;
  private final Overtaken overtaken;
  private final HintLog hintLog = new HintLog();
  private final OperationMeters meters = new OperationMeters();

  /**
   * A gate.
   *
   * @param journal notes how each operation ended
   * @param alarms delays deliveries
   * @param rules judge each operation, in this order; the first that refuses it or drops its connection ends
   *     it
   */
  public LocalGate(RecentOperations journal, Alarms alarms, List<OperationRule> rules) {
    this.journal = journal;
    this.alarms = alarms;
    this.rules = List.copyOf(rules);
    this.overtaken = new Overtaken(alarms);
  }

  /** Counts the operations. */
  public OperationMeters meters() {
    return meters;
  }

  @Override
  public Passage enter(Operation operation) {
    long begun = System.nanoTime();
    List<String> faults = new ArrayList<>();
    Optional<String> dropsAfter = Optional.empty();
    for (OperationRule rule : rules) {
      for (Effect effect : rule.judge(operation)) {
        faults.add(effect.name());
        apply(operation, effect, faults);
        if (effect.drop() == Effect.Drop.AFTER) {
          dropsAfter = Optional.of(effect.name());
        }
      }
    }
    return new NotedPassage(operation, faults, dropsAfter, OptionalLong.of(begun));
  }

  @Override
  public boolean mayWait() {
    for (OperationRule rule : rules) {
      if (rule.isInForce()) {
        return true;
      }
    }
    return false;
  }

  private void apply(Operation operation, Effect effect, List<String> faults) {
    pause(effect.delay());
    if (effect.refusal().isPresent()) {
      HubError refusal = effect.refusal().get();
      noted(operation, new Outcome.Refused(refusal.code(), refusal.message()), faults, List.of());
      throw new HubException(refusal);
    }
    if (effect.drop() == Effect.Drop.BEFORE) {
      drop(operation, effect.name(), "before", faults);
    }
  }

  private void drop(Operation operation, String rule, String when, List<String> faults) {
    String reason = "the fault '%s' dropped the connection %s the operation '%s'"
        .formatted(rule, when, operation.kind().text());
    noted(operation, new Outcome.Missed(reason), faults, List.of());
    throw new ConnectionDropped(reason);
  }

  /** The thread waits as long as the client would wait for a slow hub, by the hub's clock. */
  private void pause(Duration wait) {
    if (!wait.isZero()) {
      CountDownLatch over = new CountDownLatch(1);
      Alarms.Alarm alarm = alarms.after(wait, over::countDown);
      PatientThread.during(() -> await(over, wait));
      alarm.cancel();
    }
  }

  /** The alarm may never ring if the hub is closed meanwhile. */
  private static void await(CountDownLatch over, Duration wait) {
    try {
      var unused = over.await(wait.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void deliver(Operation delivery, Consumer<Passage> work) {
    List<String> faults = new ArrayList<>();
    List<Duration> arrivals = List.of(Duration.ZERO);
    boolean behindNext = false;
    for (OperationRule rule : rules) {
      for (Effect effect : rule.judge(delivery)) {
        faults.add(effect.name());
        arrivals = effect.deliveries();
        behindNext |= effect.behindNext();
      }
    }
    if (arrivals.isEmpty()) {
      String reason = "the fault '%s' lost it".formatted(faults.get(faults.size() - 1));
      noted(delivery, new Outcome.Missed(reason), faults, List.of());
    }
    if (behindNext) {
      overtaken.hold(delivery, () -> arrive(delivery, Duration.ZERO, faults, work));
    } else {
      arrivals.forEach(wait -> arrive(delivery, wait, faults, work));
      overtaken.release(delivery);
    }
  }

  private void arrive(
      Operation delivery, Duration wait, List<String> faults, Consumer<Passage> work) {
    Passage passage = new NotedPassage(delivery, faults, Optional.empty(), OptionalLong.empty());
    if (wait.isZero()) {
      work.accept(passage);
    } else {
      var unused = alarms.after(wait, () -> work.accept(passage));
    }
  }

  @Override
  public void note(Operation operation, Outcome outcome) {
    noted(operation, outcome, List.of(), List.of());
  }

  private void noted(
      Operation operation, Outcome outcome, List<String> faults, List<String> hints) {
    meters.ended(operation, outcome);
    if (!faults.isEmpty()) {
      meters.disturbed();
    }
    journal.note(operation, outcome, faults, hints);
  }

  private final class NotedPassage implements Passage {
    private final Operation operation;
    private final List<String> faults;
    private final Optional<String> dropsAfter;
    private final OptionalLong begun;

    /** @param begun the time of this JVM when it was asked for; empty for a delivery */
    NotedPassage(
        Operation operation, List<String> faults, Optional<String> dropsAfter, OptionalLong begun) {
      this.operation = operation;
      this.faults = faults;
      this.dropsAfter = dropsAfter;
      this.begun = begun;
    }

    private void ended(Outcome outcome, List<String> hints) {
      if (begun.isPresent()) {
        meters.took(operation, System.nanoTime() - begun.getAsLong());
      }
      noted(operation, outcome, faults, hints);
    }

    @Override
    public void done(String result, List<Hint> hints) {
      dropsAfter.ifPresent(rule -> drop(operation, rule, "after", faults));
      ended(new Outcome.Done(result), hintLog.told(operation, hints));
    }

    @Override
    public void refused(HubException refusal) {
      ended(new Outcome.Refused(refusal.code(), refusal.error().message()), List.of());
    }

    @Override
    public void missed(String reason) {
      ended(new Outcome.Missed(reason), List.of());
    }
  }
}
