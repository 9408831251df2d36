package io.twinhub.local.engine.alarm;

import java.time.InstantSource;

/**
 * The clock and the scheduler that a hub uses.
 *
 * @param clock tells the time
 * @param alarms runs work later
 */
public record HubTimes(InstantSource clock, Alarms alarms) {

  /** Uses alarms that follow the machine's time, whatever {@code clock} says. */
  public HubTimes(InstantSource clock) {
    this(clock, new SystemAlarms());
  }
}
