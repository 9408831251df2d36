/**
 * The JSON documents of requests whose types are ports: bulk requests and rotations of keys; and of
 * calls of methods, whose payloads are texts. The documents of
 * twins and identities are in {@code domain.document}, that of a fleet's member in {@code
 * application.fleet}.
 */
@NullMarked
package io.twinhub.application.document;

import org.jspecify.annotations.NullMarked;
