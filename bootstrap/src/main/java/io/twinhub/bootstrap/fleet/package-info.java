/**
 * Files of fleets: one device or module a line, as canonical JSON. Export, import and seeds share their
 * form (ADR-0026).
 */
@NullMarked
package io.twinhub.bootstrap.fleet;

import org.jspecify.annotations.NullMarked;
