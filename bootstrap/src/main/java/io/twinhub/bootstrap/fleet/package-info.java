/**
 * Files of fleets: one device or module per line, as canonical JSON. Export, import and seeds share this form
 * (ADR-0026).
 */
@NullMarked
package io.twinhub.bootstrap.fleet;

import org.jspecify.annotations.NullMarked;
