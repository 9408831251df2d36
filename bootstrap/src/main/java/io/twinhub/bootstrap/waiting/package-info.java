/** Waits of tests for what a device or its hub does, with a reason if it does not come. */
@NullMarked
package io.twinhub.bootstrap.waiting;

import org.jspecify.annotations.NullMarked;
