/** Tests of reading events from a hub's event endpoint. */
@NullMarked
package io.twinhub.azure.events;

import org.jspecify.annotations.NullMarked;
