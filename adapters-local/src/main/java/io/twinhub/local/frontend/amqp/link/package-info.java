/**
 * Links, messages and error conditions in types of our own, so that the rules for clients do not depend on a
 * protocol library. Everything here runs on the event loop.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.link;

import org.jspecify.annotations.NullMarked;
