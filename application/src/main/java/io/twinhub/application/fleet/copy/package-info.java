/** Copying one fleet into another, member by member. */
@NullMarked
package io.twinhub.application.fleet.copy;

import org.jspecify.annotations.NullMarked;
