package io.twinhub.domain.message.method;

/**
 * A call as a device gets it.
 *
 * @param id what its answer must name
 * @param name which method
 * @param payload its argument
 */
public record MethodRequest(CallId id, MethodName name, MethodPayload payload) {}
