/** Commands about identities and their keys. */
@NullMarked
package io.twinhub.bootstrap.cli.command.identity;

import org.jspecify.annotations.NullMarked;
