/** Tests of {@code io.twinhub.domain.message}. */
@NullMarked
package io.twinhub.domain.message;

import org.jspecify.annotations.NullMarked;
