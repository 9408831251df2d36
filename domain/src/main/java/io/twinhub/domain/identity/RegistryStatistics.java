package io.twinhub.domain.identity;

/**
 * How many devices there are. Modules do not count.
 *
 * @param total all devices
 * @param disabled those that may not connect
 * @param connected those that are connected now
 */
public record RegistryStatistics(int total, int disabled, int connected) {

  /** Those that may connect. */
  public int enabled() {
    return total - disabled;
  }
}
