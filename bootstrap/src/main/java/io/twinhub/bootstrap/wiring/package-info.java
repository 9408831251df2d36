/** Binds each port to the class that implements it; the only package that uses Dagger (ADR-0011). */
@NullMarked
package io.twinhub.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
