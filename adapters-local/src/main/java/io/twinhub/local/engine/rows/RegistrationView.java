package io.twinhub.local.engine.rows;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.Optional;

/** Registrations as they are before a batch is applied. */
public interface RegistrationView {

  Optional<Registration> find(TwinAddress address);

  /** Whether there is a registration at this address. */
  boolean has(TwinAddress address);

  /** The modules of a device. */
  List<Registration> modules(DeviceId deviceId);

  /** How many registrations there are. */
  int count();
}
