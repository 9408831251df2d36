/**
 * Scheduled jobs of the local hub. A job finds its devices when it starts, and writes them down in parts of
 * some hundred. What becomes of a device is committed together with the change of its twin, so that a hub that
 * was killed goes on where it was and does nothing twice.
 */
@NullMarked
package io.twinhub.local.engine.jobs;

import org.jspecify.annotations.NullMarked;
