/**
 * Compiles a checked query: conditions become closures, projections and groups become data that can be
 * described. Rows are seen only through {@link io.twinhub.local.engine.query.plan.Row}; where rows come
 * from and how results are paged is left to the engine.
 */
@NullMarked
package io.twinhub.local.engine.query.plan;

import org.jspecify.annotations.NullMarked;
