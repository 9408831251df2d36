/** Comparing two fleets: which members are missing, added or different. */
@NullMarked
package io.twinhub.application.fleet.compare;

import org.jspecify.annotations.NullMarked;
