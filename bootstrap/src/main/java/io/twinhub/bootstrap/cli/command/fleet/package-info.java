/** The commands that work on whole fleets: copying, comparing, rolling out. */
@NullMarked
package io.twinhub.bootstrap.cli.command.fleet;

import org.jspecify.annotations.NullMarked;
