/**
 * Whether a query that can be read also makes sense: functions, root fields, grouping, limits. Finds all
 * problems, not the first, and knows the nearest right word. Evaluates nothing.
 */
@NullMarked
package io.twinhub.local.engine.query.check;

import org.jspecify.annotations.NullMarked;
