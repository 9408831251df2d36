/**
 * Cuts the byte stream into frames and checks them before any decoder sees them: sizes, nesting, counts,
 * symbols.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.frame;

import org.jspecify.annotations.NullMarked;
