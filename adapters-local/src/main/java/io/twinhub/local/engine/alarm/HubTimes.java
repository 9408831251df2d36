package io.twinhub.local.engine.alarm;

import java.time.InstantSource;

/**
 * The times that a hub lives by.
 *
 * @param clock what time it is
 * @param alarms what does work later
 */
public record HubTimes(InstantSource clock, Alarms alarms) {

  /** Alarms by the machine's time, whatever the clock says. */
  public HubTimes(InstantSource clock) {
    this(clock, new SystemAlarms());
  }
}
