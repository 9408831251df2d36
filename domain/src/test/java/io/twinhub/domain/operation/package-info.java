/** Tests of operations. */
@NullMarked
package io.twinhub.domain.operation;

import org.jspecify.annotations.NullMarked;
