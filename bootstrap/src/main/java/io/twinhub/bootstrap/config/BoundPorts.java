package io.twinhub.bootstrap.config;

/**
 * The ports on which a hub listens.
 *
 * @param https of the REST API and of WebSockets
 * @param mqtt of MQTT
 * @param amqp of AMQP
 * @param admin of the admin pages
 * @param events of events without TLS
 */
public record BoundPorts(int https, int mqtt, int amqp, int admin, int events) {}
