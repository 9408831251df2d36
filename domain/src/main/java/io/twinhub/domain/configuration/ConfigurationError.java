package io.twinhub.domain.configuration;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import java.util.List;

/** Refusals that concern configurations. The service's texts are used where they are known. */
public final class ConfigurationError {
  private ConfigurationError() {}

  /** The id is malformed. */
  public static HubError invalidId(String id) {
    return RequestError.invalid(
        "'%s' is not the id of a configuration: an id has 1 to %d characters, %s"
            .formatted(ClientText.shown(id), ConfigurationId.LENGTH_MAX, ConfigurationId.ALLOWED));
  }

  /** Nothing has this id. */
  public static HubError notFound(ConfigurationId id) {
    return HubError.of(
        ErrorCode.CONFIGURATION_NOT_FOUND, "the configuration '%s' does not exist".formatted(id));
  }

  /** The id is taken. */
  public static HubError exists(ConfigurationId id) {
    return HubError.of(
        ErrorCode.CONFIGURATION_ALREADY_EXISTS,
        "the configuration '%s' exists already; send If-Match to change it".formatted(id));
  }

  /** The client's etag is not the current one. */
  public static HubError etagMismatch(String presented, String current) {
    return HubError.of(
        ErrorCode.PRECONDITION_FAILED,
        "if-match was %s, but the configuration's etag is %s; read it again and repeat the change"
            .formatted(ClientText.shown(presented), current));
  }

  /** The hub has as many as it may have. */
  public static HubError tooMany(int max) {
    return HubError.of(
        ErrorCode.CONFIGURATION_COUNT_LIMIT_EXCEEDED,
        "Number of deployments exceed the maximum quota %d for this IotHub.".formatted(max));
  }

  /** The content is not what a configuration can have. */
  public static HubError invalidContent(String problem) {
    return HubError.of(
        ErrorCode.INVALID_CONFIGURATION_CONTENT,
        "The content provided for configuration is invalid. Please check and try again: "
            + problem);
  }

  /** An update brings another content. */
  public static HubError immutableContent(ConfigurationId id) {
    return HubError.of(
        ErrorCode.CANNOT_MODIFY_IMMUTABLE_CONFIGURATION_CONTENT,
        ("the content of '%s' cannot be changed; create a configuration with another id and a higher"
                + " priority")
            .formatted(id));
  }

  /** The target condition cannot be used; {@code problem} says why. */
  public static HubError invalidCondition(String problem) {
    return HubError.of(ErrorCode.INVALID_CONFIGURATION_TARGET_CONDITION, problem);
  }

  /** The target condition names fields that it may not name. */
  public static HubError foreignFields(List<String> fields) {
    return invalidCondition(
        "Invalid targetCondition. It must be a filter condition based on 'deviceId', 'tags', or"
            + " 'properties.reported'. It contains: "
            + ClientText.shown(String.join(", ", fields)));
  }

  /** A custom metric cannot be used; {@code problem} says why. */
  public static HubError invalidMetric(String problem) {
    return HubError.of(ErrorCode.INVALID_CONFIGURATION_CUSTOM_METRICS_QUERY, problem);
  }

  /** The priority is out of range. */
  public static HubError invalidPriority(String value) {
    return RequestError.invalid("priority must be a whole number from 0 to %d, but was %s"
        .formatted(Configuration.PRIORITY_MAX, ClientText.shown(value)));
  }
}
