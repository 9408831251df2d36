/** What happened to a twin or an identity, as an event for listeners. The adapters deliver the events. */
@NullMarked
package io.twinhub.domain.change;

import org.jspecify.annotations.NullMarked;
