/** Tests of the package. */
@NullMarked
package io.twinhub.azure.device;

import org.jspecify.annotations.NullMarked;
