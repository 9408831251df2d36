/** Tests of this package; see its main half. */
@NullMarked
package io.twinhub.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
