/**
 * Cloud-to-device messages through the service SDK, which speaks AMQP: their sending, and what becomes of them
 * (ADR-0055).
 */
@NullMarked
package io.twinhub.azure.messages;

import org.jspecify.annotations.NullMarked;
