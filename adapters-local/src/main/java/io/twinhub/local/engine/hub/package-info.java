/**
 * The hub: identities, twins, connections and policies, with one writer and a feed of changes. It answers
 * from memory, writes through a journal, implements the outbound ports and knows no wire protocol.
 */
@NullMarked
package io.twinhub.local.engine.hub;

import org.jspecify.annotations.NullMarked;
