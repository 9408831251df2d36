/** Tests of what needs no engine. */
@NullMarked
package io.twinhub.testcontainers;

import org.jspecify.annotations.NullMarked;
