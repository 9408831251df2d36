package io.twinhub.application.port.in.fleet;

/**
 * How far a rollout is, in devices.
 *
 * @param converged those that have reported what is wanted
 * @param failed those that rejected it, or whose twin could not be written
 * @param waiting those that are connected and have not reported it yet
 * @param offline those that have not reported it yet and are not connected
 */
public record RolloutCounts(long converged, long failed, long waiting, long offline) {

  /** How many devices there are. */
  public long total() {
    return converged + failed + waiting + offline;
  }

  /** Whether there is nothing left to wait for. */
  public boolean isOver() {
    return waiting + offline == 0;
  }
}
