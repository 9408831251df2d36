/** Tests of {@link io.twinhub.domain.digitaltwin}. */
@NullMarked
package io.twinhub.domain.digitaltwin;

import org.jspecify.annotations.NullMarked;
