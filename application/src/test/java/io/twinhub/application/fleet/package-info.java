/** The use cases over fleets, piece by piece; whole ones run on real hubs in the bootstrap's tests. */
@NullMarked
package io.twinhub.application.fleet;

import org.jspecify.annotations.NullMarked;
