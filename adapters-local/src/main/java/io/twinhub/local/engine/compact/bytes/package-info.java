/** The binary form of values, metadata and identities, and the table of strings that many twins share. */
@NullMarked
package io.twinhub.local.engine.compact.bytes;

import org.jspecify.annotations.NullMarked;
