/** Tests of this package; see its main half. */
@NullMarked
package io.twinhub.bootstrap.explorer;

import org.jspecify.annotations.NullMarked;
