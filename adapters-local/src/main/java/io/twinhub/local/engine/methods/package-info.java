/** Direct methods of the local hub: calls under way, in memory only. */
@NullMarked
package io.twinhub.local.engine.methods;

import org.jspecify.annotations.NullMarked;
