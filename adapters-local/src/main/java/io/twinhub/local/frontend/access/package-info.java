/**
 * Turns credentials into principals for all wires: shared access signatures, bearer tokens and client
 * certificates. Also signs the hub's own bearer tokens. No key or signature is ever shown, neither to the
 * client nor in the log.
 */
@NullMarked
package io.twinhub.local.frontend.access;

import org.jspecify.annotations.NullMarked;
