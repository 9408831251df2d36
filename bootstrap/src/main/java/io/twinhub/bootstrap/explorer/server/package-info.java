/** Puts the parts of the Explorer together, for the hub of this process and for any other. */
@NullMarked
package io.twinhub.bootstrap.explorer.server;

import org.jspecify.annotations.NullMarked;
