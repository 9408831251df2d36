/** Hints in the journal: habits of clients that work here and go wrong elsewhere, or later. */
@NullMarked
package io.twinhub.application.hint;

import org.jspecify.annotations.NullMarked;
