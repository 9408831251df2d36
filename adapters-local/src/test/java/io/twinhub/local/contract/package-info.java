/** The port contracts, kept by the hub in memory. */
@NullMarked
package io.twinhub.local.contract;

import org.jspecify.annotations.NullMarked;
