/**
 * Who may connect: ids, device and module identities, their credentials, and the refusals of the registry.
 * Nothing here talks to a network or a store.
 */
@NullMarked
package io.twinhub.domain.identity;

import org.jspecify.annotations.NullMarked;
