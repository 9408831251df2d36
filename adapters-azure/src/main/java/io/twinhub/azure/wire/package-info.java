/**
 * What every wire of the adapter needs: JSON without loss, the one table of Azure's refusals, and how calls
 * wait and come again. Nothing of the MQTT client.
 */
@NullMarked
package io.twinhub.azure.wire;

import org.jspecify.annotations.NullMarked;
