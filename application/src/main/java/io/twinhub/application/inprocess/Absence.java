package io.twinhub.application.inprocess;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The refusals that mean that nothing is registered. */
final class Absence {
  private static final Set<ErrorCode> CODES =
      EnumSet.of(ErrorCode.DEVICE_NOT_FOUND, ErrorCode.MODULE_NOT_FOUND, ErrorCode.JOB_NOT_FOUND);

  private Absence() {}

  /**
   * Nothing, if {@code refusal} means that there is nothing of this id.
   *
   * @throws HubException the refusal, if it means something else
   */
  static <T> Optional<T> of(HubException refusal) {
    if (CODES.contains(refusal.code())) {
      return Optional.empty();
    }
    throw refusal;
  }
}
