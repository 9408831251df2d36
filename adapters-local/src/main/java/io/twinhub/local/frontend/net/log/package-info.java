/** Log lines about connections: one for each end, with equal lines of one client condensed. */
@NullMarked
package io.twinhub.local.frontend.net.log;

import org.jspecify.annotations.NullMarked;
