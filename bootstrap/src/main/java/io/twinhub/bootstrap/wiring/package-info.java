/**
 * Which class answers a port: the only place that knows Dagger (ADR-0011).
 */
@NullMarked
package io.twinhub.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
