/** Options of the command that starts a hub. */
@NullMarked
package io.twinhub.bootstrap.cli.option.start;

import org.jspecify.annotations.NullMarked;
