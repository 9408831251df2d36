/** Counts what a hub does, for its operator. Counting costs a few nanoseconds and never waits. */
@NullMarked
package io.twinhub.local.engine.measure;

import org.jspecify.annotations.NullMarked;
