package io.twinhub.domain.transfer;

import java.time.Instant;
import java.util.Optional;

/**
 * An import or export job.
 *
 * @param id its id; the hub makes it
 * @param request what was asked for
 * @param status how far it is
 * @param progress how much is done, in percent
 * @param started when it was accepted
 * @param ended when it ended
 * @param failureReason why it failed, or how many lines of an import did
 */
public record Transfer(
    String id,
    TransferRequest request,
    TransferStatus status,
    int progress,
    Instant started,
    Optional<Instant> ended,
    Optional<String> failureReason) {
  /** The progress of a job that is done, in percent. */
  public static final int DONE = 100;

  /** A job that has not begun. */
  public static Transfer enqueued(String id, TransferRequest request, Instant now) {
    return new Transfer(
        id, request, TransferStatus.ENQUEUED, 0, now, Optional.empty(), Optional.empty());
  }

  /** This job under way. */
  public Transfer running(int percent) {
    return new Transfer(
        id, request, TransferStatus.RUNNING, percent, started, Optional.empty(), Optional.empty());
  }

  /** This job at its end. */
  public Transfer ended(TransferStatus how, Instant now, Optional<String> reason) {
    return new Transfer(
        id,
        request,
        how,
        how == TransferStatus.COMPLETED ? DONE : progress,
        started,
        Optional.of(now),
        reason);
  }
}
