/** Direct methods: a call, its answer, and why there may be none. Calls and answers are never stored. */
@NullMarked
package io.twinhub.domain.message.method;

import org.jspecify.annotations.NullMarked;
