/** What every wire of the adapter needs: JSON without loss, and the one table of Azure's refusals. */
@NullMarked
package io.twinhub.azure.wire;

import org.jspecify.annotations.NullMarked;
