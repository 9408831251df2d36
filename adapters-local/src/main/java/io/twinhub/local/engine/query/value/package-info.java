/**
 * What values mean in a query: three-valued truth, comparison, arithmetic, order of groups, functions. An
 * undefined value is an empty {@code Optional}. Nothing here knows rows, plans or query text.
 */
@NullMarked
package io.twinhub.local.engine.query.value;

import org.jspecify.annotations.NullMarked;
