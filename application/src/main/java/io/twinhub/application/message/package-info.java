/** Methods and messages for back ends and devices: may this principal, then the outbound port. */
@NullMarked
package io.twinhub.application.message;

import org.jspecify.annotations.NullMarked;
