/** Commands for scheduled jobs. */
@NullMarked
package io.twinhub.bootstrap.cli.command.job;

import org.jspecify.annotations.NullMarked;
