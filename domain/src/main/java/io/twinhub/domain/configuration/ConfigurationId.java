package io.twinhub.domain.configuration;

import io.twinhub.domain.error.HubException;

/**
 * The id of a configuration. Shape: 1 to {@value #LENGTH_MAX} characters of {@value #ALLOWED}. Source: Azure's
 * page on automatic device management.
 *
 * @param value the id as the client wrote it
 */
public record ConfigurationId(String value) implements Comparable<ConfigurationId> {
  /** The longest id, in characters. */
  public static final int LENGTH_MAX = 128;

  /** What an id may consist of, for messages. */
  static final String ALLOWED = "lower-case letters, digits and - + % _ * ! '";

  private static final String SIGNS = "-+%_*!'";

  /**
   * Accepts a well-formed id.
   *
   * @throws HubException with {@link ConfigurationError#invalidId}
   */
  public ConfigurationId {
    if (value.isEmpty()
        || value.length() > LENGTH_MAX
        || !value.chars().allMatch(ConfigurationId::isAllowed)) {
      throw new HubException(ConfigurationError.invalidId(value));
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || SIGNS.indexOf(c) >= 0;
  }

  @Override
  public int compareTo(ConfigurationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
