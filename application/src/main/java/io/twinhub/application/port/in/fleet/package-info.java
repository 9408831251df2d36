/** What the application can do with whole fleets, and the types in which it speaks of them. */
@NullMarked
package io.twinhub.application.port.in.fleet;

import org.jspecify.annotations.NullMarked;
