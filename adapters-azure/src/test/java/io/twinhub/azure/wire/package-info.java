/** Tests of the package. */
@NullMarked
package io.twinhub.azure.wire;

import org.jspecify.annotations.NullMarked;
