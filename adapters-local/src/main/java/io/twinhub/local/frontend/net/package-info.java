/**
 * What all protocols share: event loops, worker threads, TLS, listeners, and one serial executor for each
 * connection. Knows nothing about any protocol or the hub.
 */
@NullMarked
package io.twinhub.local.frontend.net;

import org.jspecify.annotations.NullMarked;
