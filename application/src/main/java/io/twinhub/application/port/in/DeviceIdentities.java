package io.twinhub.application.port.in;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;

/**
 * The identity registry. Reading needs {@link Permission#REGISTRY_READ}, writing {@link
 * Permission#REGISTRY_WRITE}; each method throws a {@link HubException} if the principal lacks it. A device
 * may read, write and delete its own modules as well.
 */
public interface DeviceIdentities {

  /** How many identities one listing shows at most. Source: Azure's OpenAPI file. */
  int LIST_MAX = 1000;

  /** How many entries one bulk request holds at most. Source: Azure's OpenAPI file. */
  int BULK_MAX = 100;

  /** Reads one identity; refuses if it is not registered. */
  RegisteredIdentity get(Principal principal, TwinAddress address);

  /** Registers an identity and its twin; refuses if it is registered. */
  RegisteredIdentity create(Principal principal, IdentityRequest request);

  /** Changes an identity; refuses if it is not registered or the condition fails. */
  RegisteredIdentity update(Principal principal, IdentityRequest request, IfMatch ifMatch);

  /** Deletes an identity with its twin, and a device with its modules too; refuses like {@link #update}. */
  void delete(Principal principal, TwinAddress address, IfMatch ifMatch);

  /** Devices by id, at most {@code top} and at most {@value #LIST_MAX}. */
  List<RegisteredIdentity> list(Principal principal, int top);

  /** The modules of a device by id; refuses if the device is not registered. */
  List<RegisteredIdentity> modules(Principal principal, DeviceId deviceId);

  /** How many devices there are. */
  RegistryStatistics statistics(Principal principal);

  /**
   * Carries out many operations in order, each independently of the others.
   *
   * @param operations at most {@value #BULK_MAX}; each device may occur once, whether for itself or for a
   *     module, otherwise all are refused
   * @return the failures; empty if all operations succeeded
   */
  List<BulkFailure> bulk(Principal principal, List<BulkOperation> operations);

  /**
   * Replaces keys with newly generated ones, in order and for each identity independently; the rest of each
   * identity stays.
   *
   * @param addresses 1 to {@value #BULK_MAX}, each once; otherwise all are refused
   * @return the result for each
   */
  List<KeyRotation> regenerateKeys(
      Principal principal, KeyChoice choice, List<TwinAddress> addresses);
}
