/** Faults as rules that every operation of the hub passes. */
@NullMarked
package io.twinhub.local.engine.fault;

import org.jspecify.annotations.NullMarked;
