package io.twinhub.application.port.out;

/**
 * What one hub answers, together: for use cases that work on any hub, and on two.
 *
 * @param identities its identities
 * @param twins its twins
 * @param queries its queries
 * @param connections connects its devices
 * @param methods calls that its devices answer
 * @param messages messages to its devices
 * @param events what its devices send, and what it tells of itself
 */
public record HubPorts(
    IdentityRegistry identities,
    TwinRegistry twins,
    QueryEngine queries,
    DeviceConnections connections,
    DirectMethods methods,
    CloudMessages messages,
    EventLog events) {}
