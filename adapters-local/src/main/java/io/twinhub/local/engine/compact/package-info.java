/**
 * Registrations as bytes: the packed form in which a million twins fit in memory (ADR-0029), and the JSON
 * documents that a journal keeps (ADR-0039). Knows identities and twins, but not where they are kept.
 * Nothing is lost, neither digits nor the order of members.
 */
@NullMarked
package io.twinhub.local.engine.compact;

import org.jspecify.annotations.NullMarked;
