/** Log lines about connections: one for each end, equal ones of one client condensed. */
@NullMarked
package io.twinhub.local.frontend.net.log;

import org.jspecify.annotations.NullMarked;
