/**
 * Where a hub's registrations live between two starts: in a SQLite file, or nowhere. Knows
 * addresses and documents, not what stands in them nor who writes them.
 */
@NullMarked
package io.twinhub.local.engine.journal;

import org.jspecify.annotations.NullMarked;
