package io.twinhub.local.frontend.twin;

import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.local.frontend.access.DeviceAuthentication;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionCount;
import io.twinhub.local.frontend.net.log.ClosingLog;
import java.time.InstantSource;

/**
 * What every connection needs from outside.
 *
 * @param twins the hub
 * @param messages the messages of those that are not connected any more
 * @param authentication who may come in
 * @param clock tells when tokens expire, and dates errors
 * @param connections how many there are and may be
 * @param budget the room for large packets
 * @param log who is told why connections end
 */
public record DeviceServices(
    DeviceTwins twins,
    DeviceMessages messages,
    DeviceAuthentication authentication,
    InstantSource clock,
    ConnectionCount connections,
    ByteBudget budget,
    ClosingLog log) {

  /** The same with another log. */
  public DeviceServices with(ClosingLog other) {
    return new DeviceServices(twins, messages, authentication, clock, connections, budget, other);
  }
}
