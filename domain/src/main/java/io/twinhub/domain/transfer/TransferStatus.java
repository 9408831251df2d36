package io.twinhub.domain.transfer;

/** How far a job is. */
public enum TransferStatus {
  /** It has been accepted and has not begun. */
  ENQUEUED("enqueued"),
  /** It is under way. */
  RUNNING("running"),
  /** It went through its whole file; single lines may have failed. */
  COMPLETED("completed"),
  /** It ended early. */
  FAILED("failed"),
  /** Somebody cancelled it. */
  CANCELLED("cancelled");

  private final String word;

  TransferStatus(String word) {
    this.word = word;
  }

  /** The spelling on the wire. */
  public String word() {
    return word;
  }

  /** Whether nothing more happens. */
  public boolean isOver() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
