/**
 * Running queries: permission only. The text is never parsed here (ADR-0003).
 */
@NullMarked
package io.twinhub.application.query;

import org.jspecify.annotations.NullMarked;
