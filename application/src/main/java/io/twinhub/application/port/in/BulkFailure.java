package io.twinhub.application.port.in;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.TwinAddress;

/** An entry of a bulk request that was refused, and why. */
public record BulkFailure(TwinAddress address, BulkOperation.Mode mode, HubError error) {}
