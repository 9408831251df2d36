/**
 * The hub's own certificates: an authority and a server certificate, made with the JDK alone and kept in
 * a folder or in memory. Knows no network library and nothing of the hub.
 */
@NullMarked
package io.twinhub.local.tls;

import org.jspecify.annotations.NullMarked;
