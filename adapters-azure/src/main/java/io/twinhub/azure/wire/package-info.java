/**
 * What every wire protocol of the adapter needs: lossless JSON, the one table of Azure's refusals, and
 * waits and retries. Does not depend on the MQTT client.
 */
@NullMarked
package io.twinhub.azure.wire;

import org.jspecify.annotations.NullMarked;
