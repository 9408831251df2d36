package io.twinhub.domain.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a job has come on one device. Azure knows {@code pending} and {@code canceled} too, but its client
 * for Java cannot read them, so they are not used.
 */
public enum DeviceJobStatus {
  /** Its turn has not come, or its device is not connected. */
  SCHEDULED,
  /** Its device was called and has not answered. */
  RUNNING,
  /** It is done. */
  COMPLETED,
  /** It is refused, or its device did not answer. */
  FAILED;

  /** The name as Azure spells it. */
  public String azureName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it can change no more. */
  public boolean isEnd() {
    return this == COMPLETED || this == FAILED;
  }

  /** The status of this name, in any case. */
  public static Optional<DeviceJobStatus> find(String name) {
    return Arrays.stream(values())
        .filter(status -> status.name().equalsIgnoreCase(name))
        .findFirst();
  }
}
