/** Commands on what devices send and what hubs tell of themselves: telemetry, events, changes of twins. */
@NullMarked
package io.twinhub.bootstrap.cli.command.event;

import org.jspecify.annotations.NullMarked;
