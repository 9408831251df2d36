/**
 * The form of requests and answers in every protocol: identities, errors, percent-encoding, what a log line
 * may show. Pure functions that depend on no network library and no protocol.
 */
@NullMarked
package io.twinhub.local.frontend.wire;

import org.jspecify.annotations.NullMarked;
