package io.twinhub.local.engine.hub;

import io.twinhub.local.engine.alarm.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Times that stand still until the test moves them; alarms ring on the test's thread. */
final class ManualTimes implements InstantSource, Alarms {
  private final List<Ringing> alarms = new ArrayList<>();
  private Instant now = HubFixture.NOON;

  private record Ringing(Instant at, Runnable work) {}

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Alarm after(Duration wait, Runnable work) {
    Ringing alarm = new Ringing(now.plus(wait), work);
    alarms.add(alarm);
    return () -> cancel(alarm);
  }

  private synchronized void cancel(Ringing alarm) {
    alarms.remove(alarm);
  }

  /** How many alarms would ring. */
  synchronized int alarms() {
    return alarms.size();
  }

  /** Lets time pass; what rings meanwhile does so at its moment. */
  void pass(Duration time) {
    Instant end = instant().plus(time);
    for (Optional<Ringing> next = due(end); next.isPresent(); next = due(end)) {
      next.get().work().run();
    }
    moveTo(end);
  }

  private synchronized Optional<Ringing> due(Instant end) {
    Optional<Ringing> first = alarms.stream()
        .filter(alarm -> !alarm.at().isAfter(end))
        .min(Comparator.comparing(Ringing::at));
    first.ifPresent(alarm -> {
      alarms.remove(alarm);
      now = alarm.at();
    });
    return first;
  }

  private synchronized void moveTo(Instant end) {
    now = end;
  }

  @Override
  public synchronized void close() {
    alarms.clear();
  }
}
