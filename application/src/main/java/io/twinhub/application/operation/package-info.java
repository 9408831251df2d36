/**
 * What every operation passes before the services: decorators of the inbound ports, which name each operation
 * and lead it through the gate of the hub. Refusals of the services are refusals of the operation.
 */
@NullMarked
package io.twinhub.application.operation;

import org.jspecify.annotations.NullMarked;
