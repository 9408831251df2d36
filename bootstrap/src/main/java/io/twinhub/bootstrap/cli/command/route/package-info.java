/** Commands about routes and enrichments of the hub that runs here. */
@NullMarked
package io.twinhub.bootstrap.cli.command.route;

import org.jspecify.annotations.NullMarked;
