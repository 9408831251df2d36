/** Tiers of hubs: what they have, and how much of it they allow. */
@NullMarked
package io.twinhub.domain.tier;

import org.jspecify.annotations.NullMarked;
