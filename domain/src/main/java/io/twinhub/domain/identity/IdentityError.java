package io.twinhub.domain.identity;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;

/** Refusals that concern identities. */
public final class IdentityError {
  private IdentityError() {}

  /** The device is not registered. */
  public static HubError deviceNotFound(DeviceId deviceId) {
    return HubError.of(ErrorCode.DEVICE_NOT_FOUND, "Device %s not registered".formatted(deviceId));
  }

  /** The module is not registered. */
  public static HubError moduleNotFound(DeviceId deviceId, ModuleId moduleId) {
    return HubError.of(
        ErrorCode.MODULE_NOT_FOUND,
        "Module %s on device %s not registered".formatted(moduleId, deviceId));
  }

  /** A device occurs twice in a bulk request, for itself or for its modules. */
  public static HubError definedTwice(DeviceId deviceId) {
    return HubError.of(
        ErrorCode.DEVICE_DEFINED_MULTIPLE_TIMES,
        "device '%s' occurs more than once in the request".formatted(deviceId));
  }

  /** The device is registered, but may not connect. */
  public static HubError deviceIsDisabled(DeviceId deviceId) {
    return HubError.of(ErrorCode.DEVICE_DISABLED, "Device %s is disabled".formatted(deviceId));
  }

  /** The device is registered already; an update needs an If-Match header. */
  public static HubError deviceExists(DeviceId deviceId) {
    return HubError.of(
        ErrorCode.DEVICE_ALREADY_EXISTS,
        "A device with ID '%s' is already registered.".formatted(deviceId));
  }

  /** The module is registered already. */
  public static HubError moduleExists(DeviceId deviceId, ModuleId moduleId) {
    return HubError.of(
        ErrorCode.MODULE_ALREADY_EXISTS,
        "A module with ID '%s' is already registered on device '%s'."
            .formatted(moduleId, deviceId));
  }

  /** The identity's etag has changed. */
  public static HubError etagMismatch(String presented, IdentityEtag current) {
    return HubError.of(
        ErrorCode.PRECONDITION_FAILED,
        "if-match was %s, but the identity's etag is %s; read the identity again and repeat the"
                .formatted(presented, current)
            + " change");
  }

  /** The id is malformed. */
  public record InvalidId(String kind, String id) implements HubError {
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

  /** A key is not base64, or its length is not allowed. */
  public static HubError invalidKey() {
    return RequestError.invalid("a key must be base64 text of %d to %d bytes"
        .formatted(SharedKey.BYTES_MIN, SharedKey.BYTES_MAX));
  }

  /** The scope is not that of an edge device of this hub. */
  public static HubError noSuchScope(String scope) {
    return HubError.of(
        ErrorCode.INVALID_DEVICE_SCOPE,
        "'%s' is not the scope of an edge device of this hub".formatted(ClientText.shown(scope)));
  }

  /** The device would be its own parent. */
  public static HubError ownParent(DeviceId deviceId) {
    return HubError.of(
        ErrorCode.INVALID_DEVICE_SCOPE,
        "device %s cannot be its own parent, directly or through others".formatted(deviceId));
  }

  /** A thumbprint is malformed. */
  public static HubError invalidThumbprint(String value) {
    return RequestError.invalid(
        "thumbprint '%s': use 40 hex digits (SHA-1) or 64 (SHA-256)".formatted(value));
  }

  /** The device has reached its limit of modules. */
  public static HubError tooManyModules(DeviceId deviceId) {
    return HubError.of(
        ErrorCode.TOO_MANY_MODULES,
        "device %s has %d modules, which is the limit"
            .formatted(deviceId, Identity.MODULES_PER_DEVICE_MAX));
  }

  /** The hub has reached its limit of identities. */
  public static HubError tooManyDevices(int max) {
    return HubError.of(
        ErrorCode.TOO_MANY_DEVICES,
        "the hub holds %d devices and modules, which is the limit".formatted(max));
  }
}
