/** Tests of the package. */
@NullMarked
package io.twinhub.azure.mqtt;

import org.jspecify.annotations.NullMarked;
