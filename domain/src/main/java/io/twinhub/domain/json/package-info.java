/**
 * JSON values, paths, the twin merge, and the one writer of JSON text. Texts are read in
 * {@code application.json}, with a library (ADR-0047).
 */
@NullMarked
package io.twinhub.domain.json;

import org.jspecify.annotations.NullMarked;
