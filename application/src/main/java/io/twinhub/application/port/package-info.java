/**
 * What inbound and outbound ports share: a device's connection, subscriptions, and the reasons why
 * connections end. Interfaces and values only.
 */
@NullMarked
package io.twinhub.application.port;

import org.jspecify.annotations.NullMarked;
