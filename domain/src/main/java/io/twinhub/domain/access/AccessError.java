package io.twinhub.domain.access;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;

/** Refusals that concern credentials and permissions. No message ever holds a key or a signature. */
public final class AccessError {
  private AccessError() {}

  /** The credentials are valid, but do not allow this. */
  public static HubError notAllowed(String message) {
    return HubError.of(ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS, message);
  }

  /** A shared access policy or a device lacks a permission. */
  static HubError lacking(String who, Permission needed) {
    return notAllowed("Authorization rule '%s' does not allow access: it lacks %s"
        .formatted(who, needed.azureName()));
  }

  /** No role of a Microsoft Entra principal allows this. */
  static HubError unassigned(String who, DataAction needed) {
    return notAllowed("Principal %s is not authorized for %s due to no assigned permissions"
        .formatted(who, needed.azureName()));
  }

  /**
   * The credentials are wrong. {@code message} names the rule that failed and is only for the log, since it
   * would tell a stranger which names exist.
   */
  public record NotAuthenticated(String message) implements HubError {
    @Override
    public ErrorCode code() {
      return ErrorCode.IOT_HUB_UNAUTHORIZED;
    }
  }

  /**
   * The token is missing or malformed, has expired, or covers something else. The sender may be told the
   * rule: it reveals only what the sender sent, or was checked after the signature had proved valid.
   */
  public static HubError badToken(String message) {
    return HubError.of(ErrorCode.IOT_HUB_UNAUTHORIZED, message);
  }

  /** A policy of this name exists already. */
  public static HubError policyExists(String name) {
    return HubError.of(
        ErrorCode.DEVICE_ALREADY_EXISTS, "policy '%s' already exists".formatted(name));
  }

  /** There is no policy of this name. */
  public static HubError noSuchPolicy(String name) {
    return HubError.of(ErrorCode.NOT_FOUND, "there is no policy '%s'".formatted(name));
  }

  /** The hub has reached its limit of policies. */
  public static HubError tooManyPolicies() {
    return RequestError.invalid(
        "a hub holds at most %d policies".formatted(AccessPolicy.COUNT_MAX));
  }
}
