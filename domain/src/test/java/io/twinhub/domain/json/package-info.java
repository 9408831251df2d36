/** Tests of {@code io.twinhub.domain.json}. */
@NullMarked
package io.twinhub.domain.json;

import org.jspecify.annotations.NullMarked;
