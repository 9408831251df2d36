/**
 * The query language of the local hub: text to pages of rows. The engine joins parser, checker and
 * planner, pages the results and makes the tokens; {@link
 * io.twinhub.local.engine.query.CandidateSource} is what it asks of the hub. It knows no twin, no store
 * and no wire (ADR-0003).
 */
@NullMarked
package io.twinhub.local.engine.query;

import org.jspecify.annotations.NullMarked;
