/** Tests of {@code io.twinhub.domain.access}. */
@NullMarked
package io.twinhub.domain.access;

import org.jspecify.annotations.NullMarked;
