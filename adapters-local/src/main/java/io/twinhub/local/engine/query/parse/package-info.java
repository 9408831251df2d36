/**
 * From text to tree: lexer, token stream, recursive descent with a bound on its depth. Only the grammar
 * lives here; whether a function or a field exists is the checker's question.
 */
@NullMarked
package io.twinhub.local.engine.query.parse;

import org.jspecify.annotations.NullMarked;
