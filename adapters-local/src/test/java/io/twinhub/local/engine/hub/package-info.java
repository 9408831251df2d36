/** Tests of the hub in memory, through its ports. */
@NullMarked
package io.twinhub.local.engine.hub;

import org.jspecify.annotations.NullMarked;
