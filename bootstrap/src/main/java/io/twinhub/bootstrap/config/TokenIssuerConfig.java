package io.twinhub.bootstrap.config;

import java.nio.file.Path;

/**
 * Who vouches for back ends with bearer tokens: a tenant of Microsoft Entra ID, or what stands in for it.
 *
 * @param keys the file with its public keys, a JSON Web Key Set
 * @param name what its tokens say in their field {@code iss}
 * @param audience what they say in {@code aud}
 */
public record TokenIssuerConfig(Path keys, String name, String audience) {}
