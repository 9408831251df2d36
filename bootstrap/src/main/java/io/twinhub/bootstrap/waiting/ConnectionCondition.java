package io.twinhub.bootstrap.waiting;

import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.twin.Twin;
import java.util.Optional;

/**
 * A device is connected, or is not.
 *
 * @param connected which of the two
 */
record ConnectionCondition(boolean connected) implements TwinCondition {
  @Override
  public String wanted() {
    return connected ? "to connect" : "to disconnect";
  }

  @Override
  public Optional<String> impossible(Twin now) {
    return Optional.empty();
  }

  @Override
  public Verdict judge(Twin twin) {
    return Verdict.met(twin.root().connection().connected() == connected);
  }

  @Override
  public Optional<String> hint(Twin last) {
    return connected && last.root().status() == DeviceStatus.DISABLED
        ? Optional.of("the device is disabled")
        : Optional.empty();
  }
}
