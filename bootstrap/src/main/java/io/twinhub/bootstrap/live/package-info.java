/** What happens in a hub as it happens, for pages that watch: changes, messages, operations, connections. */
@NullMarked
package io.twinhub.bootstrap.live;

import org.jspecify.annotations.NullMarked;
