/**
 * Registrations as bytes: what a million twins are kept as (ADR-0029), and the JSON documents that a journal
 * keeps of them (ADR-0039). Knows identities and twins, not where they are kept; nothing is lost, neither
 * digits nor the order of members.
 */
@NullMarked
package io.twinhub.local.engine.compact;

import org.jspecify.annotations.NullMarked;
