/** Tests of the packed form. */
@NullMarked
package io.twinhub.local.engine.pack;

import org.jspecify.annotations.NullMarked;
