/** Requests, responses and the routes between them: one file for each family of routes. */
@NullMarked
package io.twinhub.local.frontend.https.route;

import org.jspecify.annotations.NullMarked;
