/** Tests of hubs in this process. */
@NullMarked
package io.twinhub.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
