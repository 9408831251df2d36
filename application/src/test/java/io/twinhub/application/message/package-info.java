/** Tests of {@code io.twinhub.application.message}. */
@NullMarked
package io.twinhub.application.message;

import org.jspecify.annotations.NullMarked;
