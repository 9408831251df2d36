/**
 * Credentials to principals, once for all wires: shared access signatures and client certificates. Says
 * no key and no signature, neither to the client nor to the log.
 */
@NullMarked
package io.twinhub.local.frontend.access;

import org.jspecify.annotations.NullMarked;
