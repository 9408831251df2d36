/** One HTTP connection: its limits, its clock, its requests in order. Netty ends here. */
@NullMarked
package io.twinhub.local.frontend.https.server;

import org.jspecify.annotations.NullMarked;
