/**
 * The outbound ports of the application over Azure IoT Hub: identities, twins and queries over REST, device
 * connections over the device SDK (ADR-0021, ADR-0022).
 *
 * <p>Merging, etags and query text are left to Azure; this package only translates types and refusals.
 * Tests run it against a local hub, without a cloud.
 */
@NullMarked
package io.twinhub.azure;

import org.jspecify.annotations.NullMarked;
