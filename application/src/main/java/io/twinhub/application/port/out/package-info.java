/**
 * The outbound ports: what the services ask of a hub, local or Azure. The adapters implement them. They know
 * nothing of the inbound ports.
 */
@NullMarked
package io.twinhub.application.port.out;

import org.jspecify.annotations.NullMarked;
