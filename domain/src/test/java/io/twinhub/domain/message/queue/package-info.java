@NullMarked
package io.twinhub.domain.message.queue;

import org.jspecify.annotations.NullMarked;
