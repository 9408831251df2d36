/** The page for Prometheus, read as strictly as its format is defined. */
@NullMarked
package io.twinhub.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
