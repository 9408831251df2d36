/** Scheduled work: time-outs of direct methods, and expiry and redelivery of messages. */
@NullMarked
package io.twinhub.local.engine.alarm;

import org.jspecify.annotations.NullMarked;
