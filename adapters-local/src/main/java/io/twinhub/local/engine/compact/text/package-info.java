/** JSON text made from packed values, without intermediate objects. */
@NullMarked
package io.twinhub.local.engine.compact.text;

import org.jspecify.annotations.NullMarked;
