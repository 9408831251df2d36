/** The upgrade to a WebSocket, and its frames as a stream of bytes (RFC 6455). */
@NullMarked
package io.twinhub.local.frontend.https.websocket;

import org.jspecify.annotations.NullMarked;
