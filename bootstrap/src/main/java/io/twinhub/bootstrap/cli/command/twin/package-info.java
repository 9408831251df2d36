/** Commands about twins. */
@NullMarked
package io.twinhub.bootstrap.cli.command.twin;

import org.jspecify.annotations.NullMarked;
