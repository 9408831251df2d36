package io.twinhub.local.frontend.https;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.in.TwinQueryExplanations;

/**
 * What the service API is a wire to.
 *
 * @param twins twins, as back ends use them
 * @param identities the registry
 * @param queries queries over all twins
 * @param explanations how queries are answered
 */
public record ServicePorts(
    ServiceTwins twins,
    DeviceIdentities identities,
    TwinQueries queries,
    TwinQueryExplanations explanations) {}
