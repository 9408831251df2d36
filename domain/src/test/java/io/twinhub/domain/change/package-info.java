/** Tests of what back ends are told. */
@NullMarked
package io.twinhub.domain.change;

import org.jspecify.annotations.NullMarked;
