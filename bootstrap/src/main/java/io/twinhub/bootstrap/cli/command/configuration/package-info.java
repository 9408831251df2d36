/** Commands for automatic configurations and deployments. */
@NullMarked
package io.twinhub.bootstrap.cli.command.configuration;

import org.jspecify.annotations.NullMarked;
