package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.identity.DeviceId;

/** A device that did not take the new properties, and why. */
public record RolloutFailure(DeviceId deviceId, String reason) {}
