/** What agents may ask of a hub, whatever the protocol: tools, their arguments, and the hub behind them. */
@NullMarked
package io.twinhub.bootstrap.mcp;

import org.jspecify.annotations.NullMarked;
