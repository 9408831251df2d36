/**
 * What inbound and outbound ports share: a device's connection, subscriptions, why connections end.
 * Interfaces and values only.
 */
@NullMarked
package io.twinhub.application.port;

import org.jspecify.annotations.NullMarked;
