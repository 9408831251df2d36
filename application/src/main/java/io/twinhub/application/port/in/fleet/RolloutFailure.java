package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.identity.DeviceId;

/** A device that does not follow, and why. */
public record RolloutFailure(DeviceId deviceId, String reason) {}
