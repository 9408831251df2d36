package io.twinhub.local.frontend.amqp.link;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.wire.ErrorBody;

/**
 * Why the hub ends a link or a connection, or rejects a message, as clients read it.
 *
 * @param name a symbol, which the SDKs map to exceptions
 * @param description for people; never a key or a token
 */
public record AmqpCondition(String name, String description) {
  /** The client may not do this. */
  public static final String UNAUTHORIZED = "amqp:unauthorized-access";

  /** There is nothing at this address. */
  public static final String NOT_FOUND = "amqp:not-found";

  /** A limit of the hub was exceeded. */
  public static final String LIMIT = "amqp:resource-limit-exceeded";

  /** The bytes are not a frame, or the frame is not allowed. */
  public static final String FRAMING = "amqp:connection:framing-error";

  /** A value cannot be decoded. */
  public static final String DECODE = "amqp:decode-error";

  /** The peer breaks a rule of the protocol. */
  public static final String NOT_ALLOWED = "amqp:not-allowed";

  /** The hub made a mistake. */
  public static final String INTERNAL = "amqp:internal-error";

  /** Azure has this, the hub does not. */
  public static final String NOT_IMPLEMENTED = "amqp:not-implemented";

  /** The hub ends the connection for its own reasons. */
  public static final String FORCED = "amqp:connection:forced";

  /** The hub ends a link for its own reasons. */
  public static final String DETACHED = "amqp:link:detach-forced";

  /** Another link took this one's place. */
  public static final String STOLEN = "amqp:link:stolen";

  /** What the client looks for is at another address. */
  public static final String REDIRECT = "amqp:link:redirect";

  /** More of something than Azure allows; Azure's own condition. */
  public static final String QUOTA = "com.microsoft:quota-exceeded";

  /** The client sent more messages than it had credit. */
  public static final String TRANSFER_LIMIT = "amqp:link:transfer-limit-exceeded";

  /** A message is too large. */
  public static final String MESSAGE_SIZE = "amqp:link:message-size-exceeded";

  /** A value is wrong; Azure's own condition. */
  public static final String ARGUMENT = "com.microsoft:argument-error";

  private static final String THROTTLED = "com.microsoft:device-container-throttled";
  private static final String PRECONDITION = "amqp:precondition-failed";

  /** The condition for a refusal. Source: the error mappers of Azure's SDKs. */
  public static AmqpCondition of(HubException refusal) {
    return new AmqpCondition(
        nameOf(refusal.code()), numbered(refusal.code(), ErrorBody.clientText(refusal.error())));
  }

  /** The condition when the hub ends a device's connection. */
  public static AmqpCondition of(CloseReason reason) {
    return switch (reason) {
      case TAKEN_OVER ->
        new AmqpCondition(
            STOLEN,
            numbered(ErrorCode.CONNECTION_FORCEFULLY_CLOSED_ON_NEW_CONNECTION, reason.sentence()));
      case DISABLED ->
        new AmqpCondition(UNAUTHORIZED, numbered(ErrorCode.DEVICE_DISABLED, reason.sentence()));
      case DELETED ->
        new AmqpCondition(NOT_FOUND, numbered(ErrorCode.DEVICE_NOT_FOUND, reason.sentence()));
      case LOST, HUB_REPLACED, HUB_STOPPING -> new AmqpCondition(FORCED, reason.sentence());
    };
  }

  private static String numbered(ErrorCode code, String text) {
    return "%d %s: %s".formatted(code.number(), code.azureName(), text);
  }

  private static String nameOf(ErrorCode code) {
    return switch (code) {
      case IOT_HUB_UNAUTHORIZED_ACCESS, IOT_HUB_UNAUTHORIZED, DEVICE_DISABLED -> UNAUTHORIZED;
      // This includes a lost lock: .NET derives its exception for that from this condition.
      case NOT_FOUND,
          DEVICE_NOT_FOUND,
          MODULE_NOT_FOUND,
          JOB_NOT_FOUND,
          CONFIGURATION_NOT_FOUND,
          DEVICE_NOT_ONLINE,
          DEVICE_MESSAGE_LOCK_LOST -> NOT_FOUND;
      case INVALID_PROTOCOL_VERSION,
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
          INVALID_CONFIGURATION_CONTENT,
          INVALID_CONFIGURATION_TARGET_CONDITION,
          INVALID_CONFIGURATION_CUSTOM_METRICS_QUERY,
          CANNOT_MODIFY_IMMUTABLE_CONFIGURATION_CONTENT,
          INVALID_CONTENT_ENCODING_OR_TYPE -> ARGUMENT;
      case INVALID_OPERATION,
          METHOD_NOT_ALLOWED,
          DEVICE_ALREADY_EXISTS,
          JOB_ALREADY_EXISTS,
          MODULE_ALREADY_EXISTS,
          CONFIGURATION_ALREADY_EXISTS,
          OPERATION_NOT_AVAILABLE_IN_CURRENT_TIER -> NOT_ALLOWED;
      case CONNECTION_FORCEFULLY_CLOSED_ON_NEW_CONNECTION -> STOLEN;
      case PRECONDITION_FAILED -> PRECONDITION;
      case MESSAGE_TOO_LARGE -> MESSAGE_SIZE;
      case TOO_MANY_DEVICES,
          TOO_MANY_MODULES,
          CONFIGURATION_COUNT_LIMIT_EXCEEDED,
          DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED -> LIMIT;
      case IOT_HUB_QUOTA_EXCEEDED, JOB_QUOTA_EXCEEDED -> QUOTA;
      case THROTTLING, TOO_MANY_ACTIVE_JOBS -> THROTTLED;
      case NOT_IMPLEMENTED -> NOT_IMPLEMENTED;
      case SERVER_ERROR, SERVICE_UNAVAILABLE, BAD_DEVICE_RESPONSE, GATEWAY_TIMEOUT -> INTERNAL;
    };
  }

  /** For the log. */
  @Override
  public String toString() {
    return name + ": " + description;
  }
}
