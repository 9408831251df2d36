/**
 * The hub's own certificates: an authority and a server certificate, created with the JDK alone and kept in a
 * folder or in memory. Knows no network library and nothing about the hub.
 */
@NullMarked
package io.twinhub.local.tls;

import org.jspecify.annotations.NullMarked;
