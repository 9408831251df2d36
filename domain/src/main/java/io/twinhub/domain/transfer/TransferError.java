package io.twinhub.domain.transfer;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;

/** Refusals that concern import and export jobs. None repeats the query of a container's URI. */
public final class TransferError {
  private TransferError() {}

  /** The URI of a container is not acceptable; {@code problem} says why. */
  public static HubError badUri(String member, String problem) {
    return RequestError.invalid("%s %s".formatted(member, problem));
  }

  /** A container cannot be used; {@code problem} says why. */
  public static HubError badContainer(ContainerUri container, String problem) {
    return HubError.of(
        ErrorCode.BLOB_CONTAINER_VALIDATION_ERROR,
        "the container %s %s".formatted(ClientText.shown(container.toString()), problem));
  }

  /** Another job is under way. */
  public static HubError oneAtATime(String id) {
    return HubError.of(
        ErrorCode.JOB_QUOTA_EXCEEDED,
        "the import or export job %s is under way, and a hub runs one at a time; wait for its end"
                .formatted(id)
            + " or cancel it");
  }

  /** There is no such job. */
  public static HubError notFound(String id) {
    return HubError.of(
        ErrorCode.JOB_NOT_FOUND,
        "there is no import or export job '%s'".formatted(ClientText.shown(id)));
  }

  /** The job has ended, so it cannot be cancelled. */
  public static HubError hasEnded(Transfer job) {
    return HubError.of(
        ErrorCode.INVALID_OPERATION,
        "the job %s is %s, so it cannot be cancelled"
            .formatted(job.id(), job.status().word()));
  }
}
