/**
 * The rows that queries range over, in memory: in order, by key, and by columns that are built when a
 * query first needs them (ADR-0030). Knows values and conditions, not texts; the hub puts its twins here.
 */
@NullMarked
package io.twinhub.local.engine.query.table;

import org.jspecify.annotations.NullMarked;
