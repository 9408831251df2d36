package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.domain.error.HubError;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * What every connection needs from outside.
 *
 * @param twins the hub
 * @param authentication who may come in
 * @param certificates what the client presented on a channel, its own certificate first
 * @param errorBody the JSON text for a refusal
 * @param clock tells when tokens expire
 * @param connections how many there are and may be
 * @param log who is told why connections end
 */
public record Surroundings(
    DeviceTwins twins,
    DeviceAuthentication authentication,
    Function<Channel, List<X509Certificate>> certificates,
    Function<HubError, byte[]> errorBody,
    Clock clock,
    ConnectionCount connections,
    ClosingLog log) {}
