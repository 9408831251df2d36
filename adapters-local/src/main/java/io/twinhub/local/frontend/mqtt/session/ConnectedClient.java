package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.access.Principal;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.time.Instant;
import java.util.Optional;

/**
 * An accepted client.
 *
 * @param request its CONNECT
 * @param device its authenticated identity
 * @param connection its place in the hub; released by the exit door
 * @param until when its connection must end
 * @param work runs its packets, off the event loop
 * @param exit ends its connection
 */
record ConnectedClient(
    ConnectRequest request,
    Principal.Device device,
    DeviceConnection connection,
    Optional<Instant> until,
    SerialExecutor work,
    ExitDoor exit) {}
