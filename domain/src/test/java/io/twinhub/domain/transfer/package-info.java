/** Tests of {@link io.twinhub.domain.transfer}. */
@NullMarked
package io.twinhub.domain.transfer;

import org.jspecify.annotations.NullMarked;
