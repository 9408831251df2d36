@NullMarked
package io.twinhub.local.frontend.amqp.events;

import org.jspecify.annotations.NullMarked;
