/**
 * What all wires share: event loops, worker threads, TLS, listeners, and one serial executor for each
 * connection. Knows no protocol and nothing of the hub.
 */
@NullMarked
package io.twinhub.local.frontend.net;

import org.jspecify.annotations.NullMarked;
