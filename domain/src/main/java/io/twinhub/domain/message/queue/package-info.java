/**
 * Messages while they wait, are held by a device, and end; and what is told to the sender then. All are
 * functions of the time and the token that they are given.
 */
@NullMarked
package io.twinhub.domain.message.queue;

import org.jspecify.annotations.NullMarked;
