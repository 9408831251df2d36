package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubException;

/**
 * The id of one module of a device. Case-sensitive; the same shape as {@link DeviceId}.
 *
 * @param value the id exactly as the client wrote it
 */
public record ModuleId(String value) implements Comparable<ModuleId> {

  /**
   * Accepts a well-formed id.
   *
   * @throws HubException with {@link IdentityError.InvalidId} if {@code value} is malformed
   */
  public ModuleId {
    if (!IdentityIds.lawful(value)) {
      throw new HubException(new IdentityError.InvalidId("module", value));
    }
  }

  @Override
  public int compareTo(ModuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
