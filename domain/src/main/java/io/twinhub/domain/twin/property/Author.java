package io.twinhub.domain.twin.property;

/**
 * The automatic configuration that wrote a value.
 *
 * @param configuration its id
 * @param digest tells it from an earlier configuration with the same id; decimal digits
 */
public record Author(String configuration, String digest) {}
