/** Gives the devices of a query new desired properties, and follows them until they have reported those. */
@NullMarked
package io.twinhub.application.rollout;

import org.jspecify.annotations.NullMarked;
