/**
 * What happened to a twin or an identity, as an event for listeners. No delivery: that is the
 * adapters' work.
 */
@NullMarked
package io.twinhub.domain.change;

import org.jspecify.annotations.NullMarked;
