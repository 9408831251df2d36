/**
 * The query language of the local hub, from text to pages of rows. The engine combines parser, checker and
 * planner, pages the results and makes the continuation tokens; {@link
 * io.twinhub.local.engine.query.CandidateSource} is what it needs from the hub. It knows no twins, no
 * storage and no wire protocol (ADR-0003).
 */
@NullMarked
package io.twinhub.local.engine.query;

import org.jspecify.annotations.NullMarked;
