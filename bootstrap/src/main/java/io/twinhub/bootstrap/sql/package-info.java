/**
 * Queries for people: explanations as text, and the shell. The package knows a hub only as
 * {@link io.twinhub.bootstrap.sql.SqlHub}, and knows nothing of options and exit codes.
 */
@NullMarked
package io.twinhub.bootstrap.sql;

import org.jspecify.annotations.NullMarked;
