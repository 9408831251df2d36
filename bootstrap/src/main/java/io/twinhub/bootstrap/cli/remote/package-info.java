/** How a command talks to a hub: addresses, tokens, requests over HTTPS and to the admin port. */
@NullMarked
package io.twinhub.bootstrap.cli.remote;

import org.jspecify.annotations.NullMarked;
