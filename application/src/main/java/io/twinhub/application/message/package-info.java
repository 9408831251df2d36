/** Methods and messages for back ends and devices: checks the permission, then calls the outbound port. */
@NullMarked
package io.twinhub.application.message;

import org.jspecify.annotations.NullMarked;
