/**
 * The class-data archive, from which the JVM takes the classes of Twinhub as it takes its own: read, parsed and
 * verified beforehand (ADR-0066); and the ahead-of-time cache from which Java 25 starts a hub (ADR-0077).
 */
@NullMarked
package io.twinhub.bootstrap.archive;

import org.jspecify.annotations.NullMarked;
