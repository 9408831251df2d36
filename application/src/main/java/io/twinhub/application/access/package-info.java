/**
 * Shared access policies, and what edges need to check credentials.
 */
@NullMarked
package io.twinhub.application.access;

import org.jspecify.annotations.NullMarked;
