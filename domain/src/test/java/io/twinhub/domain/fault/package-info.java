/** Tests of faults. */
@NullMarked
package io.twinhub.domain.fault;

import org.jspecify.annotations.NullMarked;
