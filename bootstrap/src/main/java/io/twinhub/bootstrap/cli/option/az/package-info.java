/** Options that are there so that lines written for {@code az} work as they are. */
@NullMarked
package io.twinhub.bootstrap.cli.option.az;

import org.jspecify.annotations.NullMarked;
