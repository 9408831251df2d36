/** Tests of the journal: what is committed comes back, and what cannot be read says so. */
@NullMarked
package io.twinhub.local.engine.journal;

import org.jspecify.annotations.NullMarked;
