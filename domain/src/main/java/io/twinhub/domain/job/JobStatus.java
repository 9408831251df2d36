package io.twinhub.domain.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a job has come. */
public enum JobStatus {
  /** It is accepted. */
  QUEUED,
  /** It waits for its start. */
  SCHEDULED,
  /** Its devices are being worked on. */
  RUNNING,
  /** It is done on all of its devices, though it may have failed on some of them, or on all. */
  COMPLETED,
  /** It could not run, or its time was over before it was done on all of its devices. */
  FAILED,
  /** It was cancelled before its start. */
  CANCELLED;

  /** The name as Azure spells it. */
  public String azureName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it can change no more. */
  public boolean isEnd() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** Whether the job has not begun. */
  public boolean isBeforeStart() {
    return this == QUEUED || this == SCHEDULED;
  }

  /** The status of this name, in any case. */
  public static Optional<JobStatus> find(String name) {
    return Arrays.stream(values())
        .filter(status -> status.name().equalsIgnoreCase(name))
        .findFirst();
  }
}
