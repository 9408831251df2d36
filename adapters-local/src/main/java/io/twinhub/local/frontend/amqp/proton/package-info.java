/**
 * The AMQP engine of Apache Qpid, proton-j, between Netty and the links: the only package that knows its
 * types (ADR-0034). It is safe with honest peers only, so frames are checked before it sees them.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.proton;

import org.jspecify.annotations.NullMarked;
