package io.twinhub.domain.identity;

/**
 * An identity as the registry shows it.
 *
 * @param identity who it is
 * @param connection whether it is connected
 */
public record RegisteredIdentity(Identity identity, ConnectionState connection) {}
