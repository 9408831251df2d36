/** Queries for people: what the shell prints, and what it says of wrong lines. */
@NullMarked
package io.twinhub.bootstrap.sql;

import org.jspecify.annotations.NullMarked;
