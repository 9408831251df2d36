/**
 * Running queries: checks the permission, and nothing else. The text is never parsed here (ADR-0003).
 */
@NullMarked
package io.twinhub.application.query;

import org.jspecify.annotations.NullMarked;
