/** The requests of the Explorer's page about the whole hub, and about what devices do. */
@NullMarked
package io.twinhub.bootstrap.explorer.group;

import org.jspecify.annotations.NullMarked;
