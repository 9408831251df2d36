/**
 * Cloud-to-device messages and their feedback on links: converts between the hub's messages and AMQP's, and
 * between locks and deliveries. Links live on the event loop; tasks that may wait run on the connection's
 * serial executor.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.message;

import org.jspecify.annotations.NullMarked;
