/**
 * Credentials to principals, once for all wires: shared access signatures, bearer tokens and client
 * certificates; and the signer of the hub's own bearer tokens. Says no key and no signature, neither to the client nor to the log.
 */
@NullMarked
package io.twinhub.local.frontend.access;

import org.jspecify.annotations.NullMarked;
