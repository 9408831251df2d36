package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityError;
import java.util.Optional;

/**
 * A refused CONNECT, with the return code that the SDKs distinguish (MQTT 3.1.1, section 3.2.2.3). Which code
 * the service sends in which case is not documented; clients report 5 for everything that concerns keys.
 */
final class ConnectRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final MqttConnectReturnCode code;
  private final transient Optional<HubError> error;

  /** The refusal of a CONNECT that the hub was not asked about. */
  ConnectRefused(MqttConnectReturnCode code, String reason) {
    this(code, reason, Optional.of(HubError.of(errorOf(code), reason)));
  }

  private ConnectRefused(MqttConnectReturnCode code, String reason, Optional<HubError> error) {
    super(reason, null, false, false);
    this.code = code;
    this.error = error;
  }

  /** The refusal that corresponds to an error of the hub. */
  static ConnectRefused of(HubException refusal) {
    return of(refusal, Optional.of(refusal.error()));
  }

  /** The refusal that corresponds to an error that the hub has noted itself. */
  static ConnectRefused noted(HubException refusal) {
    return of(refusal, Optional.empty());
  }

  private static ConnectRefused of(HubException refusal, Optional<HubError> error) {
    MqttConnectReturnCode code = refusal.error() instanceof IdentityError.InvalidId
        ? MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED
        : codeOf(refusal.code());
    return new ConnectRefused(
        code, "%d %s".formatted(refusal.code().number(), refusal.error().message()), error);
  }

  private static ErrorCode errorOf(MqttConnectReturnCode code) {
    return switch (code) {
      case CONNECTION_REFUSED_SERVER_UNAVAILABLE -> ErrorCode.SERVICE_UNAVAILABLE;
      case CONNECTION_REFUSED_NOT_AUTHORIZED -> ErrorCode.IOT_HUB_UNAUTHORIZED;
      default -> ErrorCode.ARGUMENT_INVALID;
    };
  }

  /** The error to be noted in the journal of operations, unless the hub has noted it. */
  Optional<HubError> unnoted() {
    return error;
  }

  private static MqttConnectReturnCode codeOf(ErrorCode error) {
    return switch (error) {
      case IOT_HUB_UNAUTHORIZED_ACCESS,
          IOT_HUB_UNAUTHORIZED,
          DEVICE_DISABLED,
          NOT_FOUND,
          DEVICE_NOT_FOUND,
          MODULE_NOT_FOUND,
          DEVICE_NOT_ONLINE,
          OPERATION_NOT_AVAILABLE_IN_CURRENT_TIER ->
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
      case INVALID_PROTOCOL_VERSION,
          INVALID_OPERATION,
          ARGUMENT_INVALID,
          ARGUMENT_NULL,
          IOT_HUB_FORMAT_ERROR,
          BLOB_CONTAINER_VALIDATION_ERROR,
          DEVICE_DEFINED_MULTIPLE_TIMES,
          BULK_REGISTRY_OPERATION_FAILURE,
          INVALID_DEVICE_SCOPE,
          INVALID_DIGITAL_TWIN_JSON_PATCH,
          INVALID_DIGITAL_TWIN_PATCH,
          INVALID_DIGITAL_TWIN_PATCH_PATH,
          INVALID_CONTENT_ENCODING_OR_TYPE,
          METHOD_NOT_ALLOWED,
          PRECONDITION_FAILED,
          DEVICE_MESSAGE_LOCK_LOST,
          MESSAGE_TOO_LARGE -> MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
      case CONNECTION_FORCEFULLY_CLOSED_ON_NEW_CONNECTION,
          JOB_ALREADY_EXISTS,
          JOB_NOT_FOUND,
          JOB_QUOTA_EXCEEDED,
          INVALID_CONFIGURATION_CONTENT,
          INVALID_CONFIGURATION_TARGET_CONDITION,
          INVALID_CONFIGURATION_CUSTOM_METRICS_QUERY,
          CANNOT_MODIFY_IMMUTABLE_CONFIGURATION_CONTENT,
          CONFIGURATION_NOT_FOUND,
          CONFIGURATION_ALREADY_EXISTS,
          CONFIGURATION_COUNT_LIMIT_EXCEEDED,
          DEVICE_ALREADY_EXISTS,
          MODULE_ALREADY_EXISTS,
          TOO_MANY_DEVICES,
          TOO_MANY_MODULES,
          IOT_HUB_QUOTA_EXCEEDED,
          THROTTLING,
          TOO_MANY_ACTIVE_JOBS,
          SERVER_ERROR,
          NOT_IMPLEMENTED,
          DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED,
          BAD_DEVICE_RESPONSE,
          GATEWAY_TIMEOUT,
          SERVICE_UNAVAILABLE -> MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
    };
  }

  /** The code for the CONNACK. */
  MqttConnectReturnCode code() {
    return code;
  }
}
