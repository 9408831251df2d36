/** The events of an IoT hub, read from its event endpoint. */
@NullMarked
package io.twinhub.azure.events;

import org.jspecify.annotations.NullMarked;
