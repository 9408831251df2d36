/**
 * The hub in memory: identities, twins, connections and policies, one writer, a feed of changes. It
 * implements the outbound ports and knows no wire.
 */
@NullMarked
package io.twinhub.local.engine.hub;

import org.jspecify.annotations.NullMarked;
