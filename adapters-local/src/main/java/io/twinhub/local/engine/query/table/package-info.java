/**
 * The rows that queries range over, in memory: in order, by key, and by columns that are built when a query
 * first needs them (ADR-0030). The hub puts its twins here. Knows values and conditions, but no query text.
 */
@NullMarked
package io.twinhub.local.engine.query.table;

import org.jspecify.annotations.NullMarked;
