/** The parts of a twin: tags, desired and reported properties, their metadata and versions. */
@NullMarked
package io.twinhub.domain.twin.property;

import org.jspecify.annotations.NullMarked;
