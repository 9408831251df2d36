/** Device-to-cloud messages, as far as all protocols read them alike. */
@NullMarked
package io.twinhub.local.frontend.telemetry;

import org.jspecify.annotations.NullMarked;
