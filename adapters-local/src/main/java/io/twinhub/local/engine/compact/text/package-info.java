/** JSON text made from packed values, without objects on the way. */
@NullMarked
package io.twinhub.local.engine.compact.text;

import org.jspecify.annotations.NullMarked;
