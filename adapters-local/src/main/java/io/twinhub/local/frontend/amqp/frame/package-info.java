/**
 * The byte stream cut into frames and checked before any decoder sees it: sizes, nesting, counts, symbols.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.frame;

import org.jspecify.annotations.NullMarked;
