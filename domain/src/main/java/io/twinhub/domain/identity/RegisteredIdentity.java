package io.twinhub.domain.identity;

/**
 * An identity as the registry shows it.
 *
 * @param identity the identity itself
 * @param connection whether it is connected
 */
public record RegisteredIdentity(Identity identity, ConnectionState connection) {}
