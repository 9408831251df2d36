/**
 * Messages while they wait, are held by a device, and end, and the feedback that their senders then get.
 * Everything is a pure function; time and tokens are passed in.
 */
@NullMarked
package io.twinhub.domain.message.queue;

import org.jspecify.annotations.NullMarked;
