/** What the hub counts, as a page for Prometheus. */
@NullMarked
package io.twinhub.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
