/**
 * Links, messages and error conditions in words of our own, so that what clients may do does not depend on
 * a protocol library. Everything here lives on the event loop.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.link;

import org.jspecify.annotations.NullMarked;
