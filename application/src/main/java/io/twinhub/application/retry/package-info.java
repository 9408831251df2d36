/** How long to wait before something is tried again. */
@NullMarked
package io.twinhub.application.retry;

import org.jspecify.annotations.NullMarked;
