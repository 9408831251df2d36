/** Tests of {@code io.twinhub.domain.identity}. */
@NullMarked
package io.twinhub.domain.identity;

import org.jspecify.annotations.NullMarked;
