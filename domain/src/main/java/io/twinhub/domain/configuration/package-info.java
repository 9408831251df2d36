/**
 * Automatic configurations: what they want of many twins, and the pure function that decides what one twin
 * must hold (ADR 74).
 */
@NullMarked
package io.twinhub.domain.configuration;

import org.jspecify.annotations.NullMarked;
