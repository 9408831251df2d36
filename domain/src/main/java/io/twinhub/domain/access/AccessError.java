package io.twinhub.domain.access;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;

/** Refusals that concern credentials and permissions. No message ever holds a key or a signature. */
public sealed interface AccessError extends HubError {

  /** The credentials are good, but do not allow this. */
  record NotAllowed(String message) implements AccessError {

    /** A shared access policy or a device lacks a permission. */
    static NotAllowed lacking(String who, Permission needed) {
      return new NotAllowed("Authorization rule '%s' does not allow access: it lacks %s"
          .formatted(who, needed.azureName()));
    }

    /** No role of a Microsoft Entra principal allows this. */
    static NotAllowed unassigned(String who, DataAction needed) {
      return new NotAllowed("Principal %s is not authorized for %s due to no assigned permissions"
          .formatted(who, needed.azureName()));
    }

    @Override
    public ErrorCode code() {
      return ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS;
    }
  }

  /**
   * The credentials are wrong; {@code message} names the rule that failed, for the log alone: it would tell a
   * stranger which names exist.
   */
  record NotAuthenticated(String message) implements AccessError {
    @Override
    public ErrorCode code() {
      return ErrorCode.IOT_HUB_UNAUTHORIZED;
    }
  }

  /**
   * The token is missing or malformed, has expired or covers something else. Its sender may be told: the rule
   * says nothing that he did not send, or stands behind a signature that holds.
   */
  record BadToken(String message) implements AccessError {
    @Override
    public ErrorCode code() {
      return ErrorCode.IOT_HUB_UNAUTHORIZED;
    }
  }

  /** There is a policy of this name. */
  record PolicyExists(String name) implements AccessError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_ALREADY_EXISTS;
    }

    @Override
    public String message() {
      return "policy '%s' already exists".formatted(name);
    }
  }

  /** There is no policy of this name. */
  record NoSuchPolicy(String name) implements AccessError {
    @Override
    public ErrorCode code() {
      return ErrorCode.NOT_FOUND;
    }

    @Override
    public String message() {
      return "there is no policy '%s'".formatted(name);
    }
  }

  /** The hub holds as many policies as it may. */
  record TooManyPolicies() implements AccessError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    @Override
    public String message() {
      return "a hub holds at most %d policies".formatted(AccessPolicy.COUNT_MAX);
    }
  }
}
