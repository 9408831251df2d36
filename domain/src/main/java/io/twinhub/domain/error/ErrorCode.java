package io.twinhub.domain.error;

/**
 * Every reason for which the hub refuses a request, named and numbered as Azure IoT Hub does. The first
 * three digits of a number are the HTTP status.
 *
 * <p>Source: Azure's list of common error codes and the {@code ErrorCode} enumerations of its SDKs.
 */
public enum ErrorCode {
  /** The request names no api-version, or a malformed one. */
  INVALID_PROTOCOL_VERSION(400001, "InvalidProtocolVersion"),
  /** The request makes no sense in this place. */
  INVALID_OPERATION(400003, "InvalidOperation"),
  /** A value is wrong: a twin key, a JSON value, a query. */
  ARGUMENT_INVALID(400004, "ArgumentInvalid"),
  /** A required value is missing. */
  ARGUMENT_NULL(400005, "ArgumentNull"),
  /** The body is not JSON. */
  IOT_HUB_FORMAT_ERROR(400006, "IotHubFormatError"),
  /** A container cannot be read or written. */
  BLOB_CONTAINER_VALIDATION_ERROR(400008, "BlobContainerValidationError"),
  /** An id occurs twice in a bulk request. */
  DEVICE_DEFINED_MULTIPLE_TIMES(400011, "DeviceDefinedMultipleTimes"),
  /** Some entries of a bulk request failed. */
  BULK_REGISTRY_OPERATION_FAILURE(400013, "BulkRegistryOperationFailure"),
  /** A newer connection of the same identity took over. */
  CONNECTION_FORCEFULLY_CLOSED_ON_NEW_CONNECTION(
      400027, "ConnectionForcefullyClosedOnNewConnection"),
  /** A scope is not that of an edge device, or the device may not have it. */
  INVALID_DEVICE_SCOPE(400028, "InvalidDeviceScope"),
  /** The content of a configuration cannot be used. Azure's numbers for configurations are not known. */
  INVALID_CONFIGURATION_CONTENT(400061, "InvalidConfigurationContent"),
  /** The target condition of a configuration cannot be used. */
  INVALID_CONFIGURATION_TARGET_CONDITION(400062, "InvalidConfigurationTargetCondition"),
  /** A custom metric of a configuration cannot be used. */
  INVALID_CONFIGURATION_CUSTOM_METRICS_QUERY(400063, "InvalidConfigurationCustomMetricsQuery"),
  /** An update changes the content of a configuration. */
  CANNOT_MODIFY_IMMUTABLE_CONFIGURATION_CONTENT(
      400064, "CannotModifyImmutableConfigurationContent"),
  /** The body is not a JSON Patch. Azure's number is not known, as with the two that follow. */
  INVALID_DIGITAL_TWIN_JSON_PATCH(400090, "InvalidDigitalTwinJsonPatch"),
  /** A patch cannot be applied to the digital twin. */
  INVALID_DIGITAL_TWIN_PATCH(400091, "InvalidDigitalTwinPatch"),
  /** A path in a patch does not name a property or a component. */
  INVALID_DIGITAL_TWIN_PATCH_PATH(400092, "InvalidDigitalTwinPatchPath"),
  /** The body's content type or encoding is not accepted. */
  INVALID_CONTENT_ENCODING_OR_TYPE(400103, "InvalidContentEncodingOrType"),
  /** The credentials are valid, but do not grant this operation. */
  IOT_HUB_UNAUTHORIZED_ACCESS(401002, "IotHubUnauthorizedAccess"),
  /** The credentials are missing, wrong or expired. */
  IOT_HUB_UNAUTHORIZED(401003, "IotHubUnauthorized"),
  /** The hub has taken as many messages as its tier allows in a day. */
  IOT_HUB_QUOTA_EXCEEDED(403002, "IotHubQuotaExceeded"),
  /** Another import or export is under way. */
  JOB_QUOTA_EXCEEDED(403003, "JobQuotaExceeded"),
  /** The device's message queue is full. */
  DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED(403004, "DeviceMaximumQueueDepthExceeded"),
  /** The hub's tier does not have this feature. */
  OPERATION_NOT_AVAILABLE_IN_CURRENT_TIER(403010, "OperationNotAvailableInCurrentTier"),
  /** The device may not connect. */
  DEVICE_DISABLED(403012, "DeviceDisabled"),
  /** Nothing exists at this address. */
  NOT_FOUND(404000, "NotFound"),
  /** The device is not registered. */
  DEVICE_NOT_FOUND(404001, "DeviceNotFound"),
  /** The job is not known. */
  JOB_NOT_FOUND(404002, "JobNotFound"),
  /** The module is not registered. */
  MODULE_NOT_FOUND(404010, "ModuleNotFound"),
  /** The configuration does not exist. */
  CONFIGURATION_NOT_FOUND(404061, "ConfigurationNotFound"),
  /** The device is not connected. */
  DEVICE_NOT_ONLINE(404103, "DeviceNotOnline"),
  /** This address does not support this method. */
  METHOD_NOT_ALLOWED(405000, "MethodNotAllowed"),
  /** The device is registered already. */
  DEVICE_ALREADY_EXISTS(409001, "DeviceAlreadyExists"),
  /** The configuration exists already. */
  CONFIGURATION_ALREADY_EXISTS(409061, "ConfigurationAlreadyExists"),
  /** A job of this id exists. */
  JOB_ALREADY_EXISTS(409104, "JobAlreadyExists"),
  /** The module is registered already. */
  MODULE_ALREADY_EXISTS(409301, "ModuleAlreadyExistsOnDevice"),
  /** The etag or the version is not the current one. */
  PRECONDITION_FAILED(412001, "PreconditionFailed"),
  /** The device no longer holds the message that it settles. */
  DEVICE_MESSAGE_LOCK_LOST(412002, "DeviceMessageLockLost"),
  /** The message or the body is larger than allowed. */
  MESSAGE_TOO_LARGE(413001, "MessageTooLarge"),
  /** The hub has reached its limit of devices. */
  TOO_MANY_DEVICES(413002, "TooManyDevices"),
  /** The device has reached its limit of modules. */
  TOO_MANY_MODULES(413003, "TooManyModulesOnDevice"),
  /** The hub has reached its limit of configurations. */
  CONFIGURATION_COUNT_LIMIT_EXCEEDED(413061, "ConfigurationCountLimitExceeded"),
  /** A queue is full; the same request may succeed later. */
  THROTTLING(429001, "ThrottlingException"),
  /** As many jobs are running as the hub allows. */
  TOO_MANY_ACTIVE_JOBS(429004, "ThrottlingMaxActiveJobCountExceeded"),
  /** An internal error of the hub. */
  SERVER_ERROR(500001, "ServerError"),
  /** Azure has this feature; this hub does not have it yet. */
  NOT_IMPLEMENTED(501000, "NotImplemented"),
  /** The device's answer to a method cannot be passed on. Azure's number is not known. */
  BAD_DEVICE_RESPONSE(502000, "BadDeviceResponse"),
  /** The hub cannot answer at the moment. */
  SERVICE_UNAVAILABLE(503001, "ServiceUnavailable"),
  /** The device did not answer a method in time. */
  GATEWAY_TIMEOUT(504101, "GatewayTimeout");

  private static final int STATUS_DIVISOR = 1000;

  private final int number;
  private final String azureName;

  ErrorCode(int number, String azureName) {
    this.number = number;
    this.azureName = azureName;
  }

  /** The six-digit number, as clients read it. */
  public int number() {
    return number;
  }

  /** The HTTP status that belongs to the number. */
  public int httpStatus() {
    return number / STATUS_DIVISOR;
  }

  /** The name as Azure spells it, without spaces. */
  public String azureName() {
    return azureName;
  }
}
