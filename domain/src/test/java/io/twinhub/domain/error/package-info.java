/** Tests of {@code io.twinhub.domain.error}. */
@NullMarked
package io.twinhub.domain.error;

import org.jspecify.annotations.NullMarked;
