/** Tests of {@code io.twinhub.local.engine.fault}. */
@NullMarked
package io.twinhub.local.engine.fault;

import org.jspecify.annotations.NullMarked;
