package io.twinhub.local.engine.compact;

import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;

/**
 * A registered device or module, unpacked.
 *
 * @param identity its identity, with its keys
 * @param twin its twin
 */
public record StoredTwin(Identity identity, Twin twin) {

  /** The address of the device or module. */
  public TwinAddress address() {
    return identity.address();
  }
}
