/**
 * Cloud-to-device messages and their feedback on links: between the hub's messages and AMQP's, between locks
 * and deliveries. Links live on the event loop; what may wait runs on the connection's serial executor.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.message;

import org.jspecify.annotations.NullMarked;
