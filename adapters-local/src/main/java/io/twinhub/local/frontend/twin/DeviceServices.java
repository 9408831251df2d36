package io.twinhub.local.frontend.twin;

import io.twinhub.application.port.InBandFaults;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.local.frontend.access.DeviceAuthentication;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionCount;
import io.twinhub.local.frontend.net.log.ClosingLog;
import java.time.InstantSource;

/**
 * What every device connection needs from the rest of the hub.
 *
 * @param twins the hub
 * @param messages takes the messages of devices that are no longer connected
 * @param authentication decides who may connect
 * @param clock tells when tokens expire, and dates errors
 * @param connections how many connections there are and may be
 * @param budget the room for large packets
 * @param inBandFaults faults that devices ask for by messages
 * @param log receives the reasons why connections end
 */
public record DeviceServices(
    DeviceTwins twins,
    DeviceMessages messages,
    DeviceAuthentication authentication,
    InstantSource clock,
    ConnectionCount connections,
    ByteBudget budget,
    InBandFaults inBandFaults,
    ClosingLog log) {

  /** These services for another front end, which authenticates and logs by itself. */
  public DeviceServices with(DeviceAuthentication other, ClosingLog otherLog) {
    return new DeviceServices(
        twins, messages, other, clock, connections, budget, inBandFaults, otherLog);
  }
}
