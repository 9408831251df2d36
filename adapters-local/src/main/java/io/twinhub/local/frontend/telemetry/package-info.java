/** Messages of devices to the cloud, as far as every wire reads them alike. */
@NullMarked
package io.twinhub.local.frontend.telemetry;

import org.jspecify.annotations.NullMarked;
