/**
 * The syntax tree of a query: sealed records with positions, and the printer that turns a tree back into
 * text. No evaluation and no knowledge of twins: a path here is a list of names as the user wrote them.
 */
@NullMarked
package io.twinhub.local.engine.query.ast;

import org.jspecify.annotations.NullMarked;
