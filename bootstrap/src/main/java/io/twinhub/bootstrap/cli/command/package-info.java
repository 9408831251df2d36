/** The commands: one file for each, or one for each family of {@code az iot hub} verbs. */
@NullMarked
package io.twinhub.bootstrap.cli.command;

import org.jspecify.annotations.NullMarked;
