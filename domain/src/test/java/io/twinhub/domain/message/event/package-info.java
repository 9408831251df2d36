/** Tests of messages to the cloud and of events. */
@NullMarked
package io.twinhub.domain.message.event;

import org.jspecify.annotations.NullMarked;
