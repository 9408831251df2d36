/** Work for later: time-outs of methods, and what the time demands of messages. */
@NullMarked
package io.twinhub.local.engine.alarm;

import org.jspecify.annotations.NullMarked;
