/**
 * Who is asking and what a policy allows. There are no tokens and no certificates here: the edges turn those
 * into a {@link io.twinhub.domain.access.Principal}.
 */
@NullMarked
package io.twinhub.domain.access;

import org.jspecify.annotations.NullMarked;
