/**
 * Messaging of back ends over AMQP, in a WebSocket on the port of the REST API. Only this package uses
 * proton-j.
 */
@NullMarked
package io.twinhub.azure.amqp;

import org.jspecify.annotations.NullMarked;
