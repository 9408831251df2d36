/** The command that shows a hub in a browser. */
@NullMarked
package io.twinhub.bootstrap.cli.command.explorer;

import org.jspecify.annotations.NullMarked;
