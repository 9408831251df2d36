/** Commands about the faults of the hub that runs here. */
@NullMarked
package io.twinhub.bootstrap.cli.command.fault;

import org.jspecify.annotations.NullMarked;
