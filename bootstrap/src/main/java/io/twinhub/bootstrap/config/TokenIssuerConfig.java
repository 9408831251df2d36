package io.twinhub.bootstrap.config;

import java.nio.file.Path;

/**
 * Who vouches for back ends with bearer tokens: a tenant of Microsoft Entra ID, or a substitute for it.
 *
 * @param keys the file with its public keys, a JSON Web Key Set
 * @param name the value of {@code iss} in its tokens
 * @param audience the value of {@code aud} in its tokens
 */
public record TokenIssuerConfig(Path keys, String name, String audience) {}
