/**
 * Giving a query's devices new desired properties, and following until they have reported them.
 */
@NullMarked
package io.twinhub.application.rollout;

import org.jspecify.annotations.NullMarked;
