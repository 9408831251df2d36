/**
 * Where a hub's registrations are kept between two starts: in a SQLite file, or nowhere. Knows addresses
 * and documents, but neither what is in them nor who writes them.
 */
@NullMarked
package io.twinhub.local.engine.journal;

import org.jspecify.annotations.NullMarked;
