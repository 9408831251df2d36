/**
 * The outbound ports of the application over Azure IoT Hub: the twin and identity registries and the
 * query engine through the service SDK, device connections through the device SDK and plain MQTT.
 *
 * <p>Merging, etags and query text are left to Azure; this package translates types and refusals, and
 * decides nothing. Pointed at a running local hub, it is tested without a cloud.
 */
@NullMarked
package io.twinhub.azure;

import org.jspecify.annotations.NullMarked;
