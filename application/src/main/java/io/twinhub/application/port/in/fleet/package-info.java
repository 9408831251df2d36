/** What the application can do with whole fleets, and the types that describe them. */
@NullMarked
package io.twinhub.application.port.in.fleet;

import org.jspecify.annotations.NullMarked;
