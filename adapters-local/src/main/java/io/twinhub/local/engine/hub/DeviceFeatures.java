package io.twinhub.local.engine.hub;

import io.twinhub.local.engine.messages.LocalMessages;
import io.twinhub.local.engine.methods.LocalMethods;

/**
 * What a hub offers to connected devices.
 *
 * @param twins their twins
 * @param methods calls to them
 * @param messages messages to them
 * @param telemetry messages of them
 */
record DeviceFeatures(
    LocalTwins twins, LocalMethods methods, LocalMessages messages, LocalTelemetry telemetry) {}
