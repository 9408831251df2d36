/** Tests of the package. */
@NullMarked
package io.twinhub.azure.amqp;

import org.jspecify.annotations.NullMarked;
