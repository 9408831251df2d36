/**
 * The service API and the device API over HTTPS, and the WebSocket endpoint of the device protocols. Netty
 * types go no further than {@link io.twinhub.local.frontend.https.server.HttpConnection}; routes see only
 * requests and responses.
 */
@NullMarked
package io.twinhub.local.frontend.https;

import org.jspecify.annotations.NullMarked;
