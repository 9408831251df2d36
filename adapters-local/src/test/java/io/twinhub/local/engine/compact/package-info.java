/** Tests of the packed form. */
@NullMarked
package io.twinhub.local.engine.compact;

import org.jspecify.annotations.NullMarked;
