package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.access.Principal;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.time.Instant;
import java.util.Optional;

/**
 * A client that is in.
 *
 * @param request what it connected with
 * @param device who it has proven to be
 * @param connection its place in the hub; released by the exit door
 * @param until when it must leave
 * @param work runs its packets, off the event loop
 * @param exit its way out
 */
record ConnectedClient(
    ConnectRequest request,
    Principal.Device device,
    DeviceConnection connection,
    Optional<Instant> until,
    SerialExecutor work,
    ExitDoor exit) {}
