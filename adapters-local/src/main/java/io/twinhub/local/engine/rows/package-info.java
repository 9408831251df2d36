/**
 * The registrations that readers see: packed rows in the order of their addresses, and the lag of queries
 * behind them.
 */
@NullMarked
package io.twinhub.local.engine.rows;

import org.jspecify.annotations.NullMarked;
