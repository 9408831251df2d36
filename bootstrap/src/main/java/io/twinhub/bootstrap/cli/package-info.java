/**
 * The command line: verbs and options as the {@code az iot} extension has them. Commands talk to a hub only
 * over its REST API, so that every verb works on Azure too. Starting a hub is left to a
 * {@link io.twinhub.bootstrap.cli.command.HubStarter}.
 */
@NullMarked
package io.twinhub.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
