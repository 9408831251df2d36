/**
 * The hub: identities, twins, connections and policies, one writer, a feed of changes. It answers from
 * memory, writes through a journal, implements the outbound ports and knows no wire.
 */
@NullMarked
package io.twinhub.local.engine.hub;

import org.jspecify.annotations.NullMarked;
