/** Tests of {@code io.twinhub.domain.query}. */
@NullMarked
package io.twinhub.domain.query;

import org.jspecify.annotations.NullMarked;
