package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubException;

/**
 * The id of one device in the hub's registry. Case-sensitive.
 *
 * <p>Shape: 1 to {@value #LENGTH_MAX} ASCII letters, digits and {@code - : . + % _ # * ? ! ( ) , = @ ; $
 * '}. Source: Azure's OpenAPI file, device identity.
 *
 * @param value the id exactly as the client wrote it
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
  /** The longest id, in characters. */
  public static final int LENGTH_MAX = IdentityIds.LENGTH_MAX;

  /**
   * Accepts a well-formed id.
   *
   * @throws HubException with {@link IdentityError.InvalidId} if {@code value} is malformed
   */
  public DeviceId {
    if (!IdentityIds.lawful(value)) {
      throw new HubException(new IdentityError.InvalidId("device", value));
    }
  }

  /** Whether {@code value} has the shape of an id. */
  public static boolean isLawful(String value) {
    return IdentityIds.lawful(value);
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
