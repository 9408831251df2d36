/** TLS for every listener: the hub's certificate, the client's, and what a failed handshake means. */
@NullMarked
package io.twinhub.local.frontend.net.tls;

import org.jspecify.annotations.NullMarked;
