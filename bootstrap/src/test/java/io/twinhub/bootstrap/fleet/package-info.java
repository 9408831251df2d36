/** Files of fleets. */
@NullMarked
package io.twinhub.bootstrap.fleet;

import org.jspecify.annotations.NullMarked;
