/** The identity registry's service and its bulk requests, against hubs written by hand. */
@NullMarked
package io.twinhub.application.identity;

import org.jspecify.annotations.NullMarked;
