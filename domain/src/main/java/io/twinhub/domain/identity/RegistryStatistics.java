package io.twinhub.domain.identity;

/**
 * How many devices there are. Modules are not counted.
 *
 * @param total all devices
 * @param disabled those that may not connect
 * @param connected those that are connected now
 */
public record RegistryStatistics(int total, int disabled, int connected) {

  /** The devices that may connect. */
  public int enabled() {
    return total - disabled;
  }
}
