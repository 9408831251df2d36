/** Benchmarks, run by {@code mvn -Pbench -DskipTests verify}; compiled always, never timed in tests. */
@NullMarked
package io.twinhub.benchmark;

import org.jspecify.annotations.NullMarked;
