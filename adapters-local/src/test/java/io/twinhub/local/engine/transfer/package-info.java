/** Tests of {@link io.twinhub.local.engine.transfer}. */
@NullMarked
package io.twinhub.local.engine.transfer;

import org.jspecify.annotations.NullMarked;
