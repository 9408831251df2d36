/** A container with a local Azure IoT Hub, for tests that run with Testcontainers (ADR-0068). */
@NullMarked
package io.twinhub.testcontainers;

import org.jspecify.annotations.NullMarked;
