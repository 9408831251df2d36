/** What shells and manuals need of the commands: completion and the manual page. */
@NullMarked
package io.twinhub.bootstrap.cli.command.shell;

import org.jspecify.annotations.NullMarked;
