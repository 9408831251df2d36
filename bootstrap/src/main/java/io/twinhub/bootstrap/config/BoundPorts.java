package io.twinhub.bootstrap.config;

/**
 * The ports on which a hub listens.
 *
 * @param https the port of the REST API and of WebSockets
 * @param mqtt the port of MQTT
 * @param amqp the port of AMQP
 * @param admin the port of the admin pages
 * @param events the port of events without TLS
 * @param commands the port of the REST API without TLS, on loopback
 */
public record BoundPorts(int https, int mqtt, int amqp, int admin, int events, int commands) {}
