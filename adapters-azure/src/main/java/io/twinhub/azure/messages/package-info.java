/**
 * Cloud-to-device messages through the service SDK, which uses AMQP: sending them and reading their
 * feedback (ADR-0055).
 */
@NullMarked
package io.twinhub.azure.messages;

import org.jspecify.annotations.NullMarked;
