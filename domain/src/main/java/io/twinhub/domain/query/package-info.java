/**
 * A query as it is asked and answered: text, page size, token, page, problems. No grammar: the
 * language belongs to the adapter that interprets it (ADR-0003).
 */
@NullMarked
package io.twinhub.domain.query;

import org.jspecify.annotations.NullMarked;
