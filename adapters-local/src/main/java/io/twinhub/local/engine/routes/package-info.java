/**
 * Which events reach the log: routes and their conditions, what is added to events, and the path of the hub's
 * own events from the commit of the change that they report into the log.
 */
@NullMarked
package io.twinhub.local.engine.routes;

import org.jspecify.annotations.NullMarked;
