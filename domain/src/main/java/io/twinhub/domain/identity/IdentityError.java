package io.twinhub.domain.identity;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;

/** Refusals that concern identities. */
public sealed interface IdentityError extends HubError {

  /** No such device. */
  record DeviceNotFound(DeviceId deviceId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_NOT_FOUND;
    }

    @Override
    public String message() {
      return "Device %s not registered".formatted(deviceId);
    }
  }

  /** No such module. */
  record ModuleNotFound(DeviceId deviceId, ModuleId moduleId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.MODULE_NOT_FOUND;
    }

    @Override
    public String message() {
      return "Module %s on device %s not registered".formatted(moduleId, deviceId);
    }
  }

  /** One device stands twice in a bulk request, for itself or for its modules. */
  record DefinedTwice(DeviceId deviceId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_DEFINED_MULTIPLE_TIMES;
    }

    @Override
    public String message() {
      return "device '%s' occurs more than once in the request".formatted(deviceId);
    }
  }

  /** The device is registered, but may not connect. */
  record DeviceIsDisabled(DeviceId deviceId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_DISABLED;
    }

    @Override
    public String message() {
      return "Device %s is disabled".formatted(deviceId);
    }
  }

  /** The device is registered already; an update needs an If-Match header. */
  record DeviceExists(DeviceId deviceId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_ALREADY_EXISTS;
    }

    @Override
    public String message() {
      return "A device with ID '%s' is already registered.".formatted(deviceId);
    }
  }

  /** The module is registered already. */
  record ModuleExists(DeviceId deviceId, ModuleId moduleId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.MODULE_ALREADY_EXISTS;
    }

    @Override
    public String message() {
      return "A module with ID '%s' is already registered on device '%s'."
          .formatted(moduleId, deviceId);
    }
  }

  /** The identity's etag is another one by now. */
  record EtagMismatch(String presented, IdentityEtag current) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.PRECONDITION_FAILED;
    }

    @Override
    public String message() {
      return "if-match was %s, but the identity's etag is %s; read the identity again and repeat the"
              .formatted(presented, current)
          + " change";
    }
  }

  /** The id has another shape than ids may have. */
  record InvalidId(String kind, String id) implements IdentityError {
    private static final int SHOWN_MAX = 140;

    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    @Override
    public String message() {
      String shown = id.length() > SHOWN_MAX ? id.substring(0, SHOWN_MAX) + "…" : id;
      return "%s id '%s': use 1 to %d ASCII letters, digits and - : . + %% _ # * ? ! ( ) , = @ ; $ '"
          .formatted(kind, shown, DeviceId.LENGTH_MAX);
    }
  }

  /** A key is not base64, or has a length that no key may have. */
  record InvalidKey() implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    @Override
    public String message() {
      return "a key must be base64 text of %d to %d bytes"
          .formatted(SharedKey.BYTES_MIN, SharedKey.BYTES_MAX);
    }
  }

  /** The scope is not that of an edge device of this hub. */
  record NoSuchScope(String scope) implements IdentityError {
    private static final int SHOWN_MAX = 200;

    @Override
    public ErrorCode code() {
      return ErrorCode.INVALID_DEVICE_SCOPE;
    }

    @Override
    public String message() {
      String shown = scope.length() > SHOWN_MAX ? scope.substring(0, SHOWN_MAX) + "…" : scope;
      return "'%s' is not the scope of an edge device of this hub".formatted(shown);
    }
  }

  /** The device would belong to itself. */
  record OwnParent(DeviceId deviceId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.INVALID_DEVICE_SCOPE;
    }

    @Override
    public String message() {
      return "device %s cannot be its own parent, directly or through others".formatted(deviceId);
    }
  }

  /** A thumbprint has another shape than thumbprints have. */
  record InvalidThumbprint(String value) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    @Override
    public String message() {
      return "thumbprint '%s': use 40 hex digits (SHA-1) or 64 (SHA-256)".formatted(value);
    }
  }

  /** The device has as many modules as it may. */
  record TooManyModules(DeviceId deviceId) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.TOO_MANY_MODULES;
    }

    @Override
    public String message() {
      return "device %s has %d modules, which is the limit"
          .formatted(deviceId, Identity.MODULES_PER_DEVICE_MAX);
    }
  }

  /** The hub has as many identities as it may. */
  record TooManyDevices(int max) implements IdentityError {
    @Override
    public ErrorCode code() {
      return ErrorCode.TOO_MANY_DEVICES;
    }

    @Override
    public String message() {
      return "the hub holds %d devices and modules, which is the limit".formatted(max);
    }
  }
}
