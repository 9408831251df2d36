/** Tests of {@code io.twinhub.domain.twin}. */
@NullMarked
package io.twinhub.domain.twin;

import org.jspecify.annotations.NullMarked;
