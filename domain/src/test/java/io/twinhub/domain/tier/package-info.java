/** Tests of tiers. */
@NullMarked
package io.twinhub.domain.tier;

import org.jspecify.annotations.NullMarked;
