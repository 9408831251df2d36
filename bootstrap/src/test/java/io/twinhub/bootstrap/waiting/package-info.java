/** Tests of waits. */
@NullMarked
package io.twinhub.bootstrap.waiting;

import org.jspecify.annotations.NullMarked;
