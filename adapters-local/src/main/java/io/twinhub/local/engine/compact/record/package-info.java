/**
 * The JSON documents in which a journal keeps registrations, read and written without objects on the way (ADR-0039).
 */
@NullMarked
package io.twinhub.local.engine.compact.record;

import org.jspecify.annotations.NullMarked;
