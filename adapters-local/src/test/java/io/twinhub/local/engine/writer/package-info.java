/** Tests of who writes, and when. */
@NullMarked
package io.twinhub.local.engine.writer;

import org.jspecify.annotations.NullMarked;
