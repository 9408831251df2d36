/**
 * Commands for what devices send and what hubs report about themselves: telemetry, events, changes of twins.
 */
@NullMarked
package io.twinhub.bootstrap.cli.command.event;

import org.jspecify.annotations.NullMarked;
