/** Tests of {@link io.twinhub.domain.route}. */
@NullMarked
package io.twinhub.domain.route;

import org.jspecify.annotations.NullMarked;
