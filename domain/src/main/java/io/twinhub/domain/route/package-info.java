/**
 * Which events go to the event log: routes with conditions, and properties that are added to events.
 * Conditions are not evaluated here; they are texts in the query language.
 */
@NullMarked
package io.twinhub.domain.route;

import org.jspecify.annotations.NullMarked;
