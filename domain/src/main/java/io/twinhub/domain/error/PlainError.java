package io.twinhub.domain.error;

/** A refusal that consists only of its code and its message. */
record PlainError(ErrorCode code, String message) implements HubError {}
