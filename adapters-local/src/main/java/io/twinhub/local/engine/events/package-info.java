/**
 * The event log of the local hub: one thread takes events and commits them in groups, and each reader follows
 * with its own credit. The newest events of each partition are kept in memory; older ones are read from the
 * store.
 */
@NullMarked
package io.twinhub.local.engine.events;

import org.jspecify.annotations.NullMarked;
