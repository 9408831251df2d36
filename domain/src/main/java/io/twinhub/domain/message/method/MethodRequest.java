package io.twinhub.domain.message.method;

/**
 * A call as a device receives it.
 *
 * @param id the id that the answer must name
 * @param name which method
 * @param payload its argument
 */
public record MethodRequest(CallId id, MethodName name, MethodPayload payload) {}
