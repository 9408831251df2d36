/**
 * Reading and writing twins: may this principal, then the outbound port. The merge itself happens behind
 * the port, where it is atomic.
 */
@NullMarked
package io.twinhub.application.twin;

import org.jspecify.annotations.NullMarked;
