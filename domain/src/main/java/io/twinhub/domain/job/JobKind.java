package io.twinhub.domain.job;

import java.util.Arrays;
import java.util.Optional;

/** What a job does on each device. */
public enum JobKind {
  /** It patches the twin. */
  UPDATE_TWIN("scheduleUpdateTwin"),
  /** It calls a direct method. */
  CALL_METHOD("scheduleDeviceMethod");

  private final String azureName;

  JobKind(String azureName) {
    this.azureName = azureName;
  }

  /** The name as Azure spells it. */
  public String azureName() {
    return azureName;
  }

  /** The kind of this name, in any case. */
  public static Optional<JobKind> find(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.azureName.equalsIgnoreCase(name))
        .findFirst();
  }
}
