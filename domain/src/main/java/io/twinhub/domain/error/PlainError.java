package io.twinhub.domain.error;

/** A refusal that has nothing but its code and its message. */
record PlainError(ErrorCode code, String message) implements HubError {}
