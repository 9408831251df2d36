/** Tests of tests that have a hub of their own. */
@NullMarked
package io.twinhub.bootstrap.testing;

import org.jspecify.annotations.NullMarked;
