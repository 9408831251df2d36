/**
 * How requests and answers look on every wire: identities, errors, percent-encoding, what a log line may
 * show. Pure functions; knows no network library and no protocol.
 */
@NullMarked
package io.twinhub.local.frontend.wire;

import org.jspecify.annotations.NullMarked;
