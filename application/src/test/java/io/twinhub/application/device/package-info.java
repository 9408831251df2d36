/** Following desired properties, against hubs written by hand. */
@NullMarked
package io.twinhub.application.device;

import org.jspecify.annotations.NullMarked;
