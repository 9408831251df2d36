package io.twinhub.local.frontend.https;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;

/**
 * What the service API is a wire to.
 *
 * @param twins twins, as back ends use them
 * @param identities the registry
 * @param queries queries over all twins
 */
public record ServicePorts(ServiceTwins twins, DeviceIdentities identities, TwinQueries queries) {}
