/** Named snapshots of a hub, in files or in memory (ADR-0036). */
@NullMarked
package io.twinhub.local.engine.snapshot;

import org.jspecify.annotations.NullMarked;
