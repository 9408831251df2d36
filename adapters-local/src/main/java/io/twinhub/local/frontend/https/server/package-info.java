/** One HTTP connection: its limits, its time-outs, and its requests in order. Netty types go no further. */
@NullMarked
package io.twinhub.local.frontend.https.server;

import org.jspecify.annotations.NullMarked;
