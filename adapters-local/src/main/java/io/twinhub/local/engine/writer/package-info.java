/**
 * One thread at a time carries out every write: proposals are gathered into batches, written by the journal,
 * and only then made visible.
 */
@NullMarked
package io.twinhub.local.engine.writer;

import org.jspecify.annotations.NullMarked;
