/** What a hub counts. */
@NullMarked
package io.twinhub.local.engine.measure;

import org.jspecify.annotations.NullMarked;
