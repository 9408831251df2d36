/**
 * Checks whether a query that could be parsed makes sense: functions, root fields, grouping, limits. Finds
 * all problems, not only the first, and suggests the nearest known word. Evaluates nothing.
 */
@NullMarked
package io.twinhub.local.engine.query.check;

import org.jspecify.annotations.NullMarked;
