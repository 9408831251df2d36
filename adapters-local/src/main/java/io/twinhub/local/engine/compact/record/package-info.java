/**
 * The JSON documents in which a journal keeps registrations, read and written without intermediate objects
 * (ADR-0039).
 */
@NullMarked
package io.twinhub.local.engine.compact.record;

import org.jspecify.annotations.NullMarked;
