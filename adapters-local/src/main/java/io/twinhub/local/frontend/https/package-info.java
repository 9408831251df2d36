/**
 * The service API and the device API over HTTPS, and the door through which the device protocols come as WebSockets. Netty
 * ends at {@link io.twinhub.local.frontend.https.server.HttpConnection}; routes see requests and responses.
 */
@NullMarked
package io.twinhub.local.frontend.https;

import org.jspecify.annotations.NullMarked;
