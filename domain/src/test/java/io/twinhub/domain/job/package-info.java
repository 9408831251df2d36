/** Scheduled jobs, as values. */
@NullMarked
package io.twinhub.domain.job;

import org.jspecify.annotations.NullMarked;
