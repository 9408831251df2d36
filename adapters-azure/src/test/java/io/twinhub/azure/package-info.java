/** The Azure adapter's own decisions; the port contracts run in bootstrap, against a hub. */
@NullMarked
package io.twinhub.azure;

import org.jspecify.annotations.NullMarked;
