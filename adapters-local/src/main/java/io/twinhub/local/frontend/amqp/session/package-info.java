/**
 * The operations of the client of one connection: authenticate, attach links, use twins. Each class says
 * which thread it lives on: the channel's event loop, which never waits, or the connection's serial executor,
 * which may.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.session;

import org.jspecify.annotations.NullMarked;
