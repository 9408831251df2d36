/** Tests of {@link io.twinhub.application.transfer}. */
@NullMarked
package io.twinhub.application.transfer;

import org.jspecify.annotations.NullMarked;
