/** Requests to a hub's REST API and their answers, for the adapter and for commands. */
@NullMarked
package io.twinhub.azure.rest;

import org.jspecify.annotations.NullMarked;
