package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.application.port.in.DeviceTwins;
import java.time.Clock;

/**
 * What every connection needs from outside.
 *
 * @param twins the hub
 * @param authentication who may come in
 * @param clock tells when tokens expire, and dates errors
 * @param connections how many there are and may be
 * @param log who is told why connections end
 */
public record Surroundings(
    DeviceTwins twins,
    DeviceAuthentication authentication,
    Clock clock,
    ConnectionCount connections,
    ClosingLog log) {}
