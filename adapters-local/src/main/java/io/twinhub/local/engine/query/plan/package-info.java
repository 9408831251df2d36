/**
 * A checked query made ready to run: conditions as closures, projections and groups as data that can be
 * described. Rows are seen through {@link io.twinhub.local.engine.query.plan.Row} only; where rows come
 * from and how results are paged is the engine's business.
 */
@NullMarked
package io.twinhub.local.engine.query.plan;

import org.jspecify.annotations.NullMarked;
