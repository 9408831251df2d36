/** Faults that a user asks for: what they do, to which operations, and how often. */
@NullMarked
package io.twinhub.domain.fault;

import org.jspecify.annotations.NullMarked;
