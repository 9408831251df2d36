/**
 * Tests with JUnit that have a hub of their own: {@link io.twinhub.bootstrap.testing.TwinhubTest}. Needs JUnit
 * 5.13 or newer, which the test brings.
 */
@NullMarked
package io.twinhub.bootstrap.testing;

import org.jspecify.annotations.NullMarked;
