/** Direct methods: a call, its answer, and why there may be none. Nothing of a method is ever stored. */
@NullMarked
package io.twinhub.domain.message.method;

import org.jspecify.annotations.NullMarked;
