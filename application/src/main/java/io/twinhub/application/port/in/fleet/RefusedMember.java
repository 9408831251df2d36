package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.TwinAddress;
import java.util.EnumSet;
import java.util.Set;

/** A member that a hub refused, and why. The copy continues with the others. */
public record RefusedMember(TwinAddress address, HubError error) {
  /** The refusals that every other member would meet too. */
  private static final Set<ErrorCode> ENDS_ALL = EnumSet.of(
      ErrorCode.IOT_HUB_UNAUTHORIZED,
      ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS,
      ErrorCode.THROTTLING,
      ErrorCode.TOO_MANY_DEVICES,
      ErrorCode.SERVICE_UNAVAILABLE);

  /** Whether every other member would be refused for the same reason. */
  public static boolean endsAll(HubError error) {
    return ENDS_ALL.contains(error.code());
  }
}
