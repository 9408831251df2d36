/**
 * A query and its answer: text, page size, token, page, problems. There is no grammar here: the language
 * belongs to the adapter that interprets it (ADR-0003).
 */
@NullMarked
package io.twinhub.domain.query;

import org.jspecify.annotations.NullMarked;
