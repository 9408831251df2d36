/**
 * What the services ask of a hub, local or Azure. Implemented by the adapters. Knows nothing of the
 * inbound ports.
 */
@NullMarked
package io.twinhub.application.port.out;

import org.jspecify.annotations.NullMarked;
