/** Digital twins (Plug and Play): which parts of a twin are components, and how a JSON Patch changes them. */
@NullMarked
package io.twinhub.domain.digitaltwin;

import org.jspecify.annotations.NullMarked;
