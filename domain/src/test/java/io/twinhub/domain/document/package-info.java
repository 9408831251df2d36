/** Tests of {@code io.twinhub.domain.json}. */
@NullMarked
package io.twinhub.domain.document;

import org.jspecify.annotations.NullMarked;
