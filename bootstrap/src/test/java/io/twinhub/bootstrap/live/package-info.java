@NullMarked
package io.twinhub.bootstrap.live;

import org.jspecify.annotations.NullMarked;
