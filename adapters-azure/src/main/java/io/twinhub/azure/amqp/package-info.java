/** Messages of back ends over AMQP, in a WebSocket on the port of the REST API; proton-j stays here. */
@NullMarked
package io.twinhub.azure.amqp;

import org.jspecify.annotations.NullMarked;
