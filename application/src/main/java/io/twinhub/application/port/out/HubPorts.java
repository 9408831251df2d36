package io.twinhub.application.port.out;

/**
 * All outbound ports of one hub, for use cases that work on any hub, or on two.
 *
 * @param identities its identities
 * @param twins its twins
 * @param queries its queries
 * @param connections connects its devices
 * @param configurations its automatic configurations
 * @param methods calls that its devices answer
 * @param messages messages to its devices
 * @param jobs work on many of its devices
 * @param events what its devices send, and what the hub reports about itself
 * @param transfers its import and export jobs
 */
public record HubPorts(
    IdentityRegistry identities,
    TwinRegistry twins,
    QueryEngine queries,
    DeviceConnections connections,
    Configurations configurations,
    DirectMethods methods,
    CloudMessages messages,
    Jobs jobs,
    EventLog events,
    Transfers transfers) {}
