/**
 * Which events come to the event log: routes with conditions, and properties that are added to events. No evaluation:
 * conditions are texts of the query language.
 */
@NullMarked
package io.twinhub.domain.route;

import org.jspecify.annotations.NullMarked;
