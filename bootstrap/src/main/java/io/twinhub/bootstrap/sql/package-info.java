/**
 * Queries for people: explanations as text, and the shell. Knows a hub only as {@link
 * io.twinhub.bootstrap.sql.SqlHub}, and nothing of options and exit codes.
 */
@NullMarked
package io.twinhub.bootstrap.sql;

import org.jspecify.annotations.NullMarked;
