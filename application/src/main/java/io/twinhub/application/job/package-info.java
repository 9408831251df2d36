/** Scheduled jobs for back ends. */
@NullMarked
package io.twinhub.application.job;

import org.jspecify.annotations.NullMarked;
