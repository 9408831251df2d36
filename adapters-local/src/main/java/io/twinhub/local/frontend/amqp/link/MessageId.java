package io.twinhub.local.frontend.amqp.link;

/**
 * The id that connects an answer with its request. It is echoed as it came, in its own AMQP type: Java sends
 * a uuid, Node a string, C a number.
 *
 * @param value opaque
 */
public record MessageId(Object value) {}
