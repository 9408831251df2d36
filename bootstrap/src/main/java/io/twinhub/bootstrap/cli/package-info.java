/**
 * The command line: verbs and options as the {@code az iot} extension has them. Speaks to a hub over its
 * REST API only, so that every verb works on Azure too; starting one is left to a {@link
 * io.twinhub.bootstrap.cli.command.HubStarter}.
 */
@NullMarked
package io.twinhub.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
