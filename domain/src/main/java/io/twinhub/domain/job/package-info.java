/**
 * Scheduled jobs: one change or one method call for many devices, now or later, and what became of it on each
 * device. Source: Azure's pages on jobs, and the jobs reference.
 */
@NullMarked
package io.twinhub.domain.job;

import org.jspecify.annotations.NullMarked;
