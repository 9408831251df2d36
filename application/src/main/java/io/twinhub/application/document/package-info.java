/**
 * The JSON documents of bulk requests and key rotations, whose types belong to the ports, and of method
 * calls, whose payloads are texts. The documents of twins and identities are in {@code domain.document}; the
 * document of a fleet member is in {@code application.fleet}.
 */
@NullMarked
package io.twinhub.application.document;

import org.jspecify.annotations.NullMarked;
