/**
 * A device's use of its twin over any protocol: requests and their answers, and writes of the desired
 * properties in an order that never shows a twin going back in time.
 */
@NullMarked
package io.twinhub.local.frontend.twin;

import org.jspecify.annotations.NullMarked;
