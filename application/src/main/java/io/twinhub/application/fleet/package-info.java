/**
 * Moving and comparing fleets: the devices and modules of any hub, with their twins. A use case holds ids and
 * a bounded number of twins in memory, never those of a whole fleet (ADR-0026).
 */
@NullMarked
package io.twinhub.application.fleet;

import org.jspecify.annotations.NullMarked;
